// Puts the library and the command line into few files of CommonJS in `library/`: loading three hundred small ones takes a
// process longer than everything else that it does before its first request. What package.json names under `dependencies` stays
// where npm puts it; what is small and used here alone is in the bundle, and named in LICENSES.txt beside it.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join, normalize, sep } from 'node:path'
import { build, transform } from 'esbuild'
import { licencesOf, packagesIn } from './licences.mjs'

/** vitest cannot be required: what imports it is there for `import` as well, and imports the rest of the library. */
export const ofVitest = join('testing', 'vitest', sep)

/** Programs of ours that a process is started with. */
const programs = [join('cli', 'main.js'), join('cli', 'run', 'inside-namespace.js')]

/**
 * Bundles what a folder has in compiled form, and removes what was bundled.
 *
 * @param entries - the files that package.json's `exports` name for `import`, as paths in the folder
 * @param manifest - package.json
 */
export async function bundleCode(folder, entries, manifest) {
  const kit = readdirSync(join(folder, ofVitest)).filter((name) => name.endsWith('.js'))
  const kitFiles = kit.map((name) => ({
    path: join(ofVitest, name),
    text: readFileSync(join(folder, ofVitest, name), 'utf8'),
  }))
  const ofKit = kitFiles.flatMap(({ text }) =>
    [...text.matchAll(importsFromAbove)].map(([, , path]) => join(ofVitest, path)),
  )
  const ofLibrary = [...entries.filter((path) => !path.startsWith(ofVitest)), ...ofKit.map(normalize)]
  const roots = [...new Set([...ofLibrary, ...programs])]
  const { outputFiles, metafile } = await build({
    entryPoints: roots.map((path) => ({ in: join(folder, path), out: nameOf(path) })),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    external: [manifest.name, ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })],
    // One folder deep: modules find files of the package at `../`.
    outdir: join(folder, 'library'),
    chunkNames: 'chunk-[hash]',
    write: false,
    metafile: true,
    logLevel: 'warning',
    plugins: [keepBuiltinImports],
  })
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (path.endsWith('.js')) rmSync(join(folder, path))
  }
  const write = (path, text) => writeFileSync(join(folder, path), text)
  // A package of CommonJS that is loaded later: esbuild gives it a default alone, where Node has names as well.
  const packages = new Set(
    Object.entries(metafile.outputs)
      .filter(([, { entryPoint }]) => entryPoint?.includes('node_modules/'))
      .map(([path]) => basename(path)),
  )
  mkdirSync(join(folder, 'library'))
  for (const { path, text } of outputFiles) {
    const requiring = text.replace(/(["']\.\/[\w-]+)\.js(["'])/g, '$1.cjs$2')
    const code = await smaller(await commonJs(requiring, basename(path)))
    write(
      join('library', basename(path).replace(/\.js$/, '.cjs')),
      packages.has(basename(path)) ? `${code}module.exports = module.exports.default\n` : code,
    )
  }
  write(
    join('library', helpersFile),
    `'use strict'\n${[...helpers.values()].join('')}module.exports={${[...helpers.keys()]}}\n`,
  )
  for (const { path, text } of kitFiles) {
    const above = text.replace(
      importsFromAbove,
      (_all, before, from) => `${before}../../library/${nameOf(join(ofVitest, from))}.cjs`,
    )
    write(path, above)
    const requiring = above.replace(/(["']\.\/[\w-]+)\.js(["'])/g, '$1.cjs$2')
    write(path.replace(/\.js$/, '.cjs'), requiredWhenUsed(await commonJs(requiring, path)))
  }
  write(join('library', 'LICENSES.txt'), licencesOf([...packagesIn(metafile), 'openapi-types']))
  rmSync(join(folder, 'cli'), { recursive: true })
  mkdirSync(join(folder, 'cli'))
  write(join('cli', 'package.json'), '{ "type": "commonjs" }\n')
  write(join('cli', 'main.js'), "#!/usr/bin/env node\nrequire('../library/cli-main.cjs')\n")
  chmodSync(join(folder, 'cli', 'main.js'), 0o755)
}

/** Where the bundle of an entry is, as a name in `library/`. */
export const nameOf = (path) => normalize(path).replace(/\.js$/, '').replaceAll(sep, '-')

const importsFromAbove = /((?:\bfrom|\bimport)\s*\(?\s*["'])(\.\.\/[^"']+\.js)(?=["'])/g

/** esbuild takes `import 'node:tls'` for one without effect; with Node 20 it has one, see ca/inspection.ts. */
const keepBuiltinImports = {
  name: 'keep-builtin-imports',
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: true }))
  },
}

async function commonJs(text, path) {
  const usesUrl = text.includes('import.meta.url')
  const { code } = await transform(text, {
    // With this ending the default of a required package is what Node's `import` makes it.
    sourcefile: path.replace(/\.js$/, '.mjs'),
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    charset: 'utf8',
    // jest does not have `import()` in CommonJS.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'moduleUrl' },
    banner: `'use strict'\n${usesUrl ? "const moduleUrl = require('node:url').pathToFileURL(__filename).href\n" : ''}`,
  })
  return code
}

/** Names stay, so that a stack trace says where; lines stay short enough for what Node prints of one. */
async function smaller(code) {
  const { code: small } = await transform(withSharedHelpers(code), {
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    // So that the name of what is required stays in one line.
    format: 'cjs',
    target: 'node20',
    charset: 'utf8',
  })
  // By this Node knows the names for `import`; to esbuild it is code that does nothing.
  const [names = ''] = /^0 && \(module\.exports = \{[^}]*\}\);$/m.exec(code) ?? []
  return `${requiredWhenUsed(small)}${names.replaceAll(/\s/g, '')}\n`
}

/** What compilers put before a module, by its name: nearly a kilobyte in each of two hundred files. */
const helpers = new Map()
const helpersFile = 'helpers.cjs'
const helperNames =
  'create|defProp|getOwnPropDesc|getOwnPropNames|getProtoOf|hasOwnProp|copyProps|toESM|export|toCommonJS|addDisposableResource|disposeResources'
const helper = new RegExp(`^var (__(?:${helperNames})) = [^\\n]*(?:\\n[ })][^\\n]*)*;\\n`, 'gm')

function withSharedHelpers(code) {
  const own = []
  const without = code.replace(helper, (text, name) => {
    if (helpers.has(name) && helpers.get(name) !== text) return text
    helpers.set(name, text)
    own.push(name)
    return ''
  })
  const used = own.filter((name) => new RegExp(`\\b${name}\\b`).test(without))
  return without.replace(
    /^'use strict'\n|^"use strict";\n/,
    (start) => `${start}const {${used}} = require('./${helpersFile}')\n`,
  )
}

/**
 * What a process imports and does not use is not loaded: the contract, say, by a test that only calls its backend. A name that esbuild
 * gives to a file is long, and there at each use.
 */
function requiredWhenUsed(code) {
  const names = new Map()
  const declared = code.replace(imported, (_all, name, required) => {
    const short = `__${names.size}`
    names.set(name, short)
    return `${short}_,${short}=()=>${short}_??=${required}`
  })
  if (names.size === 0) return declared
  if (/\b__\d/.test(code)) throw new Error('the code has names of its own that begin with __ and a digit')
  const used = declared.replace(
    new RegExp(`\\b(${[...names.keys()].join('|')})\\.`, 'g'),
    (_all, name) => `(${names.get(name)}()).`,
  )
  const left = [...names.keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(used))
  if (left.length > 0) throw new Error(`${left} is used as a whole`)
  return used
}

const imported = /\b(import_\w+)\s*=\s*((?:__toESM\()?require\(\s*"\.\/[^"]+"\s*\)(?:,\s*1\s*\))?)/g
