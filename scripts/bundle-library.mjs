// Puts the library into few files of CommonJS in `library/`: loading three hundred small ones takes a test process longer than
// everything else that it does before its first request. Packages of others stay where npm puts them.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, normalize, sep } from 'node:path'
import { build, transform } from 'esbuild'
import { keepBuiltinImports } from './bundle-command-line.mjs'

/** vitest cannot be required: what imports it is there for `import` as well, and imports the rest of the library. */
export const ofVitest = join('testing', 'vitest', sep)

/**
 * Bundles the library of a folder with the compiled sources in place, and removes what was bundled.
 *
 * @param entries - the files that package.json's `exports` name for `import`, as paths in the folder
 */
export async function bundleLibrary(folder, entries) {
  const kit = readdirSync(join(folder, ofVitest)).filter((name) => name.endsWith('.js'))
  const kitFiles = kit.map((name) => ({
    path: join(ofVitest, name),
    text: readFileSync(join(folder, ofVitest, name), 'utf8'),
  }))
  const ofKit = kitFiles.flatMap(({ text }) =>
    [...text.matchAll(importsFromAbove)].map(([, , path]) => join(ofVitest, path)),
  )
  const roots = [...new Set([...entries.filter((path) => !path.startsWith(ofVitest)), ...ofKit.map(normalize)])]
  const { outputFiles } = await build({
    entryPoints: roots.map((path) => ({ in: join(folder, path), out: nameOf(path) })),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // One folder deep: modules find files of the package at `../`.
    outdir: join(folder, 'library'),
    chunkNames: 'chunk-[hash]',
    write: false,
    logLevel: 'warning',
    plugins: [keepBuiltinImports],
  })
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.js') && !path.startsWith(join('cli', sep))) rmSync(join(folder, path))
  }
  const write = (path, text) => writeFileSync(join(folder, path), text)
  mkdirSync(join(folder, 'library'))
  for (const { path, text } of outputFiles) {
    const requiring = text.replace(/(["']\.\/[\w-]+)\.js(["'])/g, '$1.cjs$2')
    write(join('library', basename(path).replace(/\.js$/, '.cjs')), await commonJs(requiring, basename(path)))
  }
  for (const { path, text } of kitFiles) {
    const above = text.replace(
      importsFromAbove,
      (_all, before, from) => `${before}../../library/${nameOf(join(ofVitest, from))}.cjs`,
    )
    write(path, above)
    write(path.replace(/\.js$/, '.cjs'), await commonJs(above.replace(/(["']\.\/[\w-]+)\.js(["'])/g, '$1.cjs$2'), path))
  }
}

/** Where the bundle of an entry is, as a name in `library/`. */
export const nameOf = (path) => normalize(path).replace(/\.js$/, '').replaceAll(sep, '-')

const importsFromAbove = /((?:\bfrom|\bimport)\s*\(?\s*["'])(\.\.\/[^"']+\.js)(?=["'])/g

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
