// A process of its own that opens a certificate folder: `open-folder.mjs DIR [RENAMES]` prints the authority's fingerprint and
// the names of the files it made. With RENAMES it is killed when it is about to rename a file for that many-th time.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [dir = '', renames] = process.argv.slice(2)
if (renames !== undefined) {
  const { renameSync } = fs
  let left = Number(renames)
  fs.renameSync = (from, to) => {
    left -= 1
    if (left === 0) process.kill(process.pid, 'SIGKILL')
    renameSync(from, to)
  }
  syncBuiltinESMExports()
}

const { inspectCertificate, openCertificateDirectory } = await import('../../dist/ca/index.js')
const { authority, changes } = await openCertificateDirectory({ dir })
const { fingerprint256 } = inspectCertificate(authority.cert)
console.log(JSON.stringify({ fingerprint256, made: changes.map(({ file }) => file) }))
