// Puts the command line, and all of ours that it imports, into few files: loading two hundred small ones takes as long as
// everything else that a start does. Packages of others stay where npm puts them. The library has bundles of its own.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

/** Bundles `cli/main.js` of a folder with the compiled sources in place. Commands stay apart, each loaded when it is called. */
export async function bundleCommandLine(folder) {
  const bundled = await build({
    entryPoints: [
      { in: join(folder, 'cli/main.js'), out: 'main' },
      // A program of its own, which `run --namespace` starts.
      { in: join(folder, 'cli/run/inside-namespace.js'), out: 'inside-namespace' },
    ],
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    // Beside main.js, and not below it: modules find files of the package at `../`.
    outdir: join(folder, 'cli'),
    write: false,
    logLevel: 'warning',
    plugins: [keepBuiltinImports, keepVendored],
  })
  rmSync(join(folder, 'cli'), { recursive: true })
  mkdirSync(join(folder, 'cli'))
  for (const { path, contents } of bundled.outputFiles) writeFileSync(path, contents)
}

/** esbuild takes `import 'node:tls'` for one without effect; with Node 20 it has one, see ca/inspection.ts. */
export const keepBuiltinImports = {
  name: 'keep-builtin-imports',
  setup({ onResolve }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, external: true, sideEffects: true }))
  },
}

/** It lies beside its own package.json, and is loaded when a state file is asked for. */
const keepVendored = {
  name: 'keep-vendored',
  setup({ onResolve }) {
    onResolve({ filter: /\/vendor\// }, ({ path }) => ({
      path: path.replace(/^.*(?=\/vendor\/)/, '..'),
      external: true,
    }))
  },
}
