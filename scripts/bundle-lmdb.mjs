// Takes lmdb into the package, without its native part, which stays a dependency (@lmdb/lmdb-…, one for each platform): as a
// dependency it would bring eleven more packages, two of which run scripts on installation.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { build } from 'esbuild'

const load = createRequire(import.meta.url)
const user = 'mock-server/world/state/lmdb.js'

/** Writes `vendor/lmdb/` into a folder with the compiled sources, and leads the one module that uses lmdb there. */
export async function bundleLmdb(folder) {
  const own = join(folder, 'vendor/lmdb')
  const bundled = await build({
    entryPoints: [load.resolve('lmdb')],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    // An accelerator that msgpackr does without.
    external: ['msgpackr-extract'],
    outfile: join(own, 'index.cjs'),
    metafile: true,
    logLevel: 'warning',
  })
  // lmdb looks for its native part by the name in this file.
  const { name, version, license } = JSON.parse(readFileSync(join(dirname(load.resolve('lmdb')), '../package.json')))
  writeFileSync(join(own, 'package.json'), JSON.stringify({ name, version, license, private: true }))
  writeLicences(own, Object.keys(bundled.metafile.inputs))

  const path = join(folder, user)
  const text = readFileSync(path, 'utf8')
  const led = text.replace("import('lmdb')", "import('../../../vendor/lmdb/index.cjs').then((lmdb) => lmdb.default)")
  if (led === text) throw new Error(`${user} does not import lmdb`)
  writeFileSync(path, led)
}

/** What is bundled, with version and licence: a list, and the text of each licence. */
function writeLicences(folder, inputs) {
  const roots = new Set(inputs.map((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean))
  const licences = join(folder, 'licences')
  mkdirSync(licences)
  const lines = [...roots].sort().map((root) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
    for (const file of ['LICENSE', 'LICENSE.md', 'license']) {
      try {
        cpSync(join(root, file), join(licences, `${name.replace('/', '-')}.txt`))
        break
      } catch (error) {
        if (error.code !== 'ENOENT') throw error
      }
    }
    return `${name} ${version} ${license}`
  })
  writeFileSync(join(folder, 'BUNDLED.txt'), `${lines.join('\n')}\n`)
}
