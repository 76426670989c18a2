// Writes evidence/evidence.json: `npm run evidence`. Runs the tests that may count as proof, each of which writes down what
// the mock saw it drive (test/evidence/recorder.ts), and the safe set of verify; then every page that is made from the code.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evidenceFile, evidenceOf, evidenceText } from './evidence/current.js'
import { missingProof } from './evidence/missing-proof.js'
import { safelyVerified } from './evidence/safely-verified.js'
import { drivenBy, readRecordings, recordedFolders } from './evidence/what-counts-as-proof.js'

const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-evidence-'))
try {
  const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...recordedFolders, '--reporter=dot'], {
    env: { ...process.env, EVIDENCE_DIR: folder },
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('a test failed: what it would have shown is not known')
  const evidence = evidenceOf(drivenBy(readRecordings(folder)), await safelyVerified())
  writeFileSync(evidenceFile, evidenceText(evidence))
  const missing = missingProof(evidence)
  console.log(missing.length === 0 ? 'every row is proven' : `not proven:\n${missing.join('\n')}`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
await import('./docs.js')
