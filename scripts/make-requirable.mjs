// Makes every compiled module of the library one of CommonJS, `x.cjs` with `x.d.cts`, and leaves at each export a module for
// `import` that hands on what is there: docs/decisions/0021-one-library-for-import-and-require.md.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, sep } from 'node:path'
import { transform } from 'esbuild'

/** The command line is a program, and `vendor/` other people's. */
const leftAsTheyAre = ['cli', 'vendor']

/** vitest cannot be required: what imports it is there for `import` as well, and imports the rest of the library. */
const ofVitest = join('testing', 'vitest', sep)

/**
 * Works on a folder with the compiled sources, the command line bundled.
 *
 * @param entries - the files that package.json's `exports` name for `import`, as paths in the folder
 */
export async function makeRequirable(folder, entries) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(js|d\.ts)$/.test(path) && !leftAsTheyAre.includes(path.split(sep)[0]))
    .map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }))
  const write = (path, text) => writeFileSync(join(folder, path), text)

  for (const { path, text } of files) {
    const requiring = text.replace(importsOfOurs, '$1$2.cjs')
    write(requiredPath(path), path.endsWith('.js') ? await commonJs(requiring, path) : requiring)
    if (path.startsWith(ofVitest)) write(path, text.replace(importsOfOurs, handedOnBeside))
    else rmSync(join(folder, path))
  }
  const load = createRequire(join(folder, 'package.json'))
  for (const path of entries.filter((entry) => !entry.startsWith(ofVitest))) {
    const names = Object.keys(load(join(folder, requiredPath(path)))).sort()
    if (names.length === 0 || names.includes('default')) throw new Error(`${path} cannot hand on [${names}]`)
    const required = `./${basename(requiredPath(path))}`
    write(path, `export { ${names.join(', ')} } from '${required}'\n`)
    write(path.replace(/\.js$/, '.d.ts'), `export * from '${required}'\n`)
  }
}

const importsOfOurs = /((?:\bfrom|\bimport)\s*\(?\s*["'])(\.[^"']+)\.js(?=["'])/g
const handedOnBeside = (found, before, path) => (path.startsWith('./') ? found : `${before}${path}.cjs`)
const requiredPath = (path) => path.replace(/\.js$/, '.cjs').replace(/\.d\.ts$/, '.d.cts')

async function commonJs(text, path) {
  const usesUrl = text.includes('import.meta.url')
  const { code } = await transform(text, {
    // With this ending the default of a required package is what Node's `import` makes it.
    sourcefile: path.replace(/\.js$/, '.mjs'),
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // jest does not have `import()` in CommonJS.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: `'use strict'\n${usesUrl ? "const moduleUrl = require('node:url').pathToFileURL(__filename).href\n" : ''}`,
  })
  return code
}
