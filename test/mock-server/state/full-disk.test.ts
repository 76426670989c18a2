import fs, { statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'

// A disk with room for half of what is written. The built-in module itself is changed, and changed back: files of one worker
// share modules, so a mocked import would reach the engine only where no earlier file has loaded it.
const { writeSync } = fs
const disk = { isFull: false }

beforeEach(() => {
  fs.writeSync = ((descriptor: number, bytes: Buffer, offset: number, length: number, position: number) => {
    if (!disk.isFull) return writeSync(descriptor, bytes, offset, length, position)
    writeSync(descriptor, bytes, offset, Math.ceil(length / 2), position)
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  }) as typeof writeSync
  syncBuiltinESMExports()
})

afterEach(() => {
  fs.writeSync = writeSync
  syncBuiltinESMExports()
})

test('what a full disk took half of is cut off again, and what is kept later is there after a restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-full-disk-'))
  const stateFile = join(folder, 'world')
  try {
    const first = await startMockServer({ stateFile, controlPort: false })
    await first.toss.users.create({ name: '먼저' })
    const before = statSync(stateFile).size
    disk.isFull = true
    await expect(first.toss.users.create({ name: '가득' })).rejects.toMatchObject({ code: 'ERR_STATE_FILE' })
    disk.isFull = false
    expect(statSync(stateFile).size).toBe(before)
    await first.toss.users.create({ name: '나중' })
    await first.close()

    await using second = await startMockServer({ stateFile, controlPort: false })
    expect((await second.toss.users.list()).map(({ profile }) => profile.name)).toEqual(['먼저', '나중'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
