// A process of its own that revokes a certificate: `revoke-in-folder.mjs DIR SERIAL-NUMBER [RENAMES]`. With RENAMES it is killed
// when it is about to rename a file for that many-th time.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const [dir = '', serialNumber = '', renames] = process.argv.slice(2)
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

const { addRevocation } = await import('../../dist/ca/index.js')
const at = new Date().toISOString()
const all = await addRevocation(dir, {
  commonName: 'shop',
  serialNumber,
  fingerprint256: 'AB:CD',
  notBefore: at,
  notAfter: at,
  revokedAt: at,
})
console.log(all.length)
