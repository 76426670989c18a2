// Leaves at each export a module for `require` and one for `import` that hand on what is in the bundled library, and the types
// for both: docs/decisions/0021-one-library-for-import-and-require.md.
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative } from 'node:path'
import { nameOf, ofVitest } from './bundle-code.mjs'

/**
 * Works on a folder with the library bundled and the types of the compiled sources.
 *
 * @param entries - the files that package.json's `exports` name for `import`, as paths in the folder
 */
export function makeRequirable(folder, entries) {
  const read = (path) => readFileSync(join(folder, path), 'utf8')
  const write = (path, text) => writeFileSync(join(folder, path), text)
  takeInOpenApiTypes(folder)
  const reachable = typesFrom(folder, entries)
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts')) continue
    if (reachable.has(path)) {
      // The compiler indents by four spaces: a quarter of all that the types weigh.
      const text = read(path).replaceAll(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4))
      write(path.replace(/\.d\.ts$/, '.d.cts'), text.replace(importsOfOurs, '$1$2.cjs'))
    }
    // The types of what is there for `import` as well say what they say of the rest of the library.
    if (reachable.has(path) && path.startsWith(ofVitest)) write(path, read(path).replace(importsOfOurs, handedOnBeside))
    else rmSync(join(folder, path))
  }
  const load = createRequire(join(folder, 'package.json'))
  for (const path of entries.filter((entry) => !entry.startsWith(ofVitest))) {
    const bundle = join(relative(dirname(path), 'library'), `${nameOf(path)}.cjs`)
    const required = path.replace(/\.js$/, '.cjs')
    write(required, `module.exports = require('${bundle}')\n`)
    const names = Object.keys(load(join(folder, required))).sort()
    if (names.length === 0 || names.includes('default')) throw new Error(`${path} cannot hand on [${names}]`)
    write(path, `export { ${names.join(', ')} } from '${bundle}'\n`)
    write(path.replace(/\.js$/, '.d.ts'), `export * from './${basename(required)}'\n`)
  }
}

/** A package of nothing but types need not be installed for them: they become a file of ours. */
function takeInOpenApiTypes(folder) {
  const theirs = dirname(createRequire(import.meta.url).resolve('openapi-types/package.json'))
  cpSync(join(theirs, 'dist/index.d.ts'), join(folder, 'openapi-types.d.ts'))
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts')) continue
    const text = readFileSync(join(folder, path), 'utf8')
    const ours = `'${relative(dirname(path), 'openapi-types.js')}'`
    if (text.includes("'openapi-types'")) writeFileSync(join(folder, path), text.replaceAll("'openapi-types'", ours))
  }
}

/** The files of types that the entries lead to; of no other can a user see anything. */
function typesFrom(folder, entries) {
  const found = new Set()
  const visit = (path) => {
    if (found.has(path)) return
    found.add(path)
    for (const [, , from] of readFileSync(join(folder, path), 'utf8').matchAll(importsOfOurs)) {
      visit(join(dirname(path), `${from}.d.ts`))
    }
  }
  for (const path of entries) visit(path.replace(/\.js$/, '.d.ts'))
  return found
}

const importsOfOurs = /((?:\bfrom|\bimport)\s*\(?\s*["'])(\.[^"']+)\.js(?=["'])/g
const handedOnBeside = (found, before, path) => (path.startsWith('./') ? found : `${before}${path}.cjs`)
