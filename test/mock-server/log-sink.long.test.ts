import { execFileSync } from 'node:child_process'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { pipeSink } from '../../mock-server/record/log-sink.js'

// Only Linux lets a pipe be opened once more.
test.runIf(process.platform === 'linux')(
  'a pipe that nobody reads takes a bounded part of the log, and stops nothing',
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-log-'))
    onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
    const path = join(dir, 'pipe')
    execFileSync('mkfifo', [path])
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    // As a process has it from its parent: a write that does not fit waits.
    const inherited = openSync(path, constants.O_WRONLY)
    onTestFinished(() => {
      closeSync(reader)
      closeSync(inherited)
    })
    const sink = pipeSink(inherited)
    const line = `${'x'.repeat(999)}\n`
    for (let count = 0; count < 3_000; count++) sink.write(line)
    let text = ''
    const readUntil = async (isEnough: () => boolean) => {
      while (!isEnough()) {
        await new Promise((resolve) => setImmediate(resolve))
        text += read()
      }
    }
    await readUntil(() => text.length > 1_048_576)
    sink.write('again\n')
    await readUntil(() => text.endsWith('again\n'))
    const kept = text.indexOf('apps-in-toss-mock') / line.length
    expect(text.slice(0, kept * line.length) === line.repeat(kept)).toBe(true)
    expect(text.slice(kept * line.length)).toBe(
      `apps-in-toss-mock: ${3_000 - kept} log lines were dropped: stderr was not read\nagain\n`,
    )

    function read(): string {
      const buffer = Buffer.alloc(65_536)
      try {
        return buffer.toString('utf8', 0, readSync(reader, buffer))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return ''
        throw error
      }
    }
  },
)
