// Leaves at each export a module for `require` and one for `import` that hand on what is in the bundled library, and the types
// for both: docs/decisions/0021-one-library-for-import-and-require.md.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, sep } from 'node:path'
import { nameOf, ofVitest } from './bundle-library.mjs'

/**
 * Works on a folder with the library bundled and the types of the compiled sources.
 *
 * @param entries - the files that package.json's `exports` name for `import`, as paths in the folder
 */
export function makeRequirable(folder, entries) {
  const write = (path, text) => writeFileSync(join(folder, path), text)
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts') || path.startsWith(join('cli', sep))) continue
    const text = readFileSync(join(folder, path), 'utf8')
    write(path.replace(/\.d\.ts$/, '.d.cts'), text.replace(importsOfOurs, '$1$2.cjs'))
    // The types of what is there for `import` as well say what they say of the rest of the library.
    if (path.startsWith(ofVitest)) write(path, text.replace(importsOfOurs, handedOnBeside))
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

const importsOfOurs = /((?:\bfrom|\bimport)\s*\(?\s*["'])(\.[^"']+)\.js(?=["'])/g
const handedOnBeside = (found, before, path) => (path.startsWith('./') ? found : `${before}${path}.cjs`)
