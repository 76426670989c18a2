import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { commit, stage } from '../../ca/directory/commit.js'
import { readFolder } from '../../ca/directory/files.js'
import { inspectCertificate, openCertificateDirectory } from '../../ca/index.js'
import { completeFiles, completeFolder, difference, emptyFolder, filesIn, write } from './folder.js'
import { formerFiles, formerFolder } from './former-folder.js'

const run = promisify(execFile)
const script = fileURLToPath(new URL('open-folder.mjs', import.meta.url))

async function openElsewhere(dir: string): Promise<{ fingerprint256: string; made: string[] }> {
  const { stdout } = await run(process.execPath, [script, dir])
  return JSON.parse(stdout)
}

describe('at once', () => {
  test('two processes, and two calls in one, make a folder once', async () => {
    const dir = await emptyFolder()
    const here = async () => {
      const { authority, changes } = await openCertificateDirectory({ dir })
      return { ...inspectCertificate(authority.cert), made: changes.map(({ file }) => file) }
    }
    const all = await Promise.all([openElsewhere(dir), openElsewhere(dir), here(), here()])
    expect(new Set(all.map(({ fingerprint256 }) => fingerprint256)).size).toBe(1)
    expect(all.map(({ made }) => made.length).sort()).toEqual([0, 0, 0, 10])
    expect(readdirSync(dir)).toHaveLength(10)
  })

  test('certificates for several mini-apps are made one after the other', async () => {
    const dir = await completeFolder()
    const { issue, authority } = await openCertificateDirectory({ dir })
    const names = ['one', 'two']
    const issued = await Promise.all(names.map(issue))
    expect(issued.map(({ cert }) => inspectCertificate(cert).commonName)).toEqual(names)
    expect((await openCertificateDirectory({ dir })).authority.cert).toBe(authority.cert)
  })
})

describe('after a crash', () => {
  // The first rename commits the set; the following ones put the files into place.
  test.each([
    [1, 'before the files were committed'],
    [4, 'while they were put into place'],
  ])('a start recovers what a process killed at rename %i left: %s', async (renames) => {
    const dir = await emptyFolder()
    const child = spawn(process.execPath, [script, dir, String(renames)])
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
    expect(readdirSync(dir).some((name) => name.startsWith('.pending'))).toBe(true)
    expect(existsSync(join(dir, 'my-mini-app.p12.password'))).toBe(false)

    // As if the seconds had gone by after which a lock counts as left behind.
    utimesSync(join(dir, '.lock'), new Date(0), new Date(0))
    const { changes } = await openCertificateDirectory({ dir })
    expect(changes).toHaveLength(renames === 1 ? 10 : 0)
    expect(readdirSync(dir)).toHaveLength(10)
    expect((await openCertificateDirectory({ dir })).changes).toEqual([])
  })

  test('at any point of the second step, the committed files all arrive', async () => {
    const files = await completeFiles()
    const count = Object.keys(files).length
    for (let moved = 0; moved <= count; moved += 1) {
      const dir = await emptyFolder()
      const part = (from: number, to?: number) => Object.fromEntries(Object.entries(files).slice(from, to))
      write(dir, part(0, moved))
      write(join(dir, '.pending'), part(moved))
      expect((await openCertificateDirectory({ dir })).changes).toEqual([])
      expect(difference(files, filesIn(dir))).toEqual([])
    }
  })
})

describe('an authority of an earlier version', () => {
  test('is made anew once by several processes', async () => {
    const dir = await formerFolder()
    const all = await Promise.all([openElsewhere(dir), openElsewhere(dir), openElsewhere(dir)])
    expect(new Set(all.map(({ fingerprint256 }) => fingerprint256)).size).toBe(1)
    expect(all.map(({ made }) => made.length).sort()).toEqual([0, 0, 4])
  })

  test.each([1, 2, 3, 4, 5])(
    'is the former or the new one after a kill at rename %i, and then the new one',
    async (renames) => {
      const before = await formerFiles()
      const dir = await formerFolder(before)
      const child = spawn(process.execPath, [script, dir, String(renames)])
      expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
      if (renames === 1) expect(filesIn(dir)['ca.crt']).toEqual(before['ca.crt'])
      utimesSync(join(dir, '.lock'), new Date(0), new Date(0))
      const { changes } = await openCertificateDirectory({ dir })
      expect(changes).toHaveLength(renames === 1 ? 4 : 0)
      expect(difference(before, filesIn(dir))).toEqual(['ca.crt', 'my-mini-app.p12', 'other-app.p12', 'server.crt'])
    },
  )
})

describe('a process whose lock was taken for stale', () => {
  const writes = [{ file: 'ca.crt', content: 'mine', action: 'created', reason: '' }] as const

  test('does not overwrite what another one has written since', async () => {
    const dir = await emptyFolder()
    const seen = readFolder(dir, ['my-mini-app'])
    const staging = await stage(dir, writes)
    writeFileSync(join(dir, 'ca.crt'), 'theirs')
    expect(commit(dir, staging, seen, () => readFolder(dir, ['my-mini-app']))).toBe(false)
    expect(filesIn(dir)).toEqual({ 'ca.crt': Buffer.from('theirs') })
  })

  test('gives way to one that is committing, and to one that has thrown its files away', async () => {
    const dir = await emptyFolder()
    const seen = readFolder(dir, ['my-mini-app'])
    const look = () => readFolder(dir, ['my-mini-app'])
    write(join(dir, '.pending'), { 'server.crt': Buffer.from('theirs') })
    expect(commit(dir, await stage(dir, writes), seen, look)).toBe(false)
    expect(readdirSync(dir)).toEqual(['.pending'])
    mkdirSync(join(dir, 'empty'))
    expect(commit(dir, join(dir, '.pending-gone'), seen, look)).toBe(false)
  })
})
