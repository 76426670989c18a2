import { execFile } from 'node:child_process'
import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { addRevocation, openCertificateDirectory, readRevocations } from '../../ca/index.js'
import { completeFolder, permissions } from './folder.js'

const script = fileURLToPath(new URL('./revoke-in-folder.mjs', import.meta.url))

const revocation = (serialNumber: string) => ({
  commonName: 'shop',
  serialNumber,
  fingerprint256: 'AB:CD',
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  revokedAt: '2026-06-01T00:00:00.000Z',
})

const serialNumbers = (dir: string) => readRevocations(dir).map(({ serialNumber }) => serialNumber)

async function revokeInProcess(...args: string[]): Promise<NodeJS.Signals | null> {
  try {
    await promisify(execFile)(process.execPath, [script, ...args])
    return null
  } catch (error) {
    return (error as { signal: NodeJS.Signals | null }).signal
  }
}

test('a folder in which nothing was revoked has no file of revocations', async () => {
  const dir = await completeFolder()
  expect(readRevocations(dir)).toEqual([])
  expect(readdirSync(dir)).not.toContain('revoked.json')
})

test('a revocation is read as it was added, once, by the owner alone', async () => {
  const dir = await completeFolder()
  await addRevocation(dir, revocation('01'))
  await addRevocation(dir, { ...revocation('01'), revokedAt: '2026-07-01T00:00:00.000Z' })
  await addRevocation(dir, revocation('02'))
  expect(readRevocations(dir)).toEqual([revocation('01'), revocation('02')])
  expect(permissions(`${dir}/revoked.json`)).toBe('600')
})

test('of several that revoke at once, in this process and in others, none undoes another’s work', async () => {
  const dir = await completeFolder()
  const wanted = ['01', '02', '03', '04', '05', '06']
  await Promise.all([
    ...wanted.slice(0, 4).map((serialNumber) => addRevocation(dir, revocation(serialNumber))),
    ...wanted.slice(4).map((serialNumber) => revokeInProcess(dir, serialNumber)),
  ])
  expect(serialNumbers(dir).sort()).toEqual(wanted)
})

test.each([
  ['1', ['01'], 'before it was committed'],
  ['2', ['01', '02'], 'while it was put into place'],
])('a process killed at rename %s leaves %j after the next start: %s', async (renames, after) => {
  const dir = await completeFolder()
  await addRevocation(dir, revocation('01'))
  expect(await revokeInProcess(dir, '02', renames)).toBe('SIGKILL')
  expect(serialNumbers(dir)).toEqual(['01'])
  // As if the seconds had gone by after which a lock counts as left behind.
  utimesSync(join(dir, '.lock'), new Date(0), new Date(0))
  await addRevocation(dir, revocation('03'))
  expect(serialNumbers(dir)).toEqual([...after, '03'])
  expect((await openCertificateDirectory({ dir })).changes).toEqual([])
  expect(readdirSync(dir).filter((name) => name.startsWith('.pending'))).toEqual([])
})
