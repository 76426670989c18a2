import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { slice } from '../../slice.js'
import { hasTool } from '../../tools.js'
import { numbers, texts } from '../world/engines.js'
import { startRedis } from './redis-server.js'
import { startRelay } from './relay.js'

const source = fileURLToPath(new URL('shared-writer.ts', import.meta.url))
/** The writer in one file, so that a process is there as soon as Node is; where it finds the packages that it uses. */
const writer = fileURLToPath(new URL(`../../../node_modules/.cache/shared-writer-${process.pid}.mjs`, import.meta.url))
const identity = { seed: 'redis', decryptionKey: 'k', aad: 'a', tokenSigningKey: 'pem' }
const [kills = 0] = slice([200, 50], (few) => few === 50)

test.runIf(hasTool('redis-server'))(
  'processes that are killed, or stopped and go on, and a Redis that is killed: nothing answered is lost, nothing is done twice',
  { timeout: 600_000 },
  async () => {
    const redis = await startRedis(['--appendfsync', 'always'])
    const slow = await startRelay(redis.port, 2)
    await build({
      entryPoints: [source],
      bundle: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      outfile: writer,
    })
    onTestFinished(() => rmSync(writer))
    const answered: string[] = []
    let started = 0
    let killed = 0
    const running = new Set<ChildProcess>()
    onTestFinished(() => {
      for (const child of running) child.kill('SIGKILL')
    })

    /** A process at a time: it lives for a moment, is stopped now and then, and is killed. */
    async function place(url: string): Promise<void> {
      while (killed < kills) {
        const name = `w${++started}`
        const child = spawn(process.execPath, [writer, url, name], {
          stdio: ['ignore', 'pipe', 'ignore'],
        })
        running.add(child)
        const gone = once(child, 'close')
        let said = ''
        child.stdout.on('data', (chunk) => {
          said += chunk
        })
        await Promise.race([once(child.stdout, 'data'), gone])
        await wait(Math.random() * 60)
        if (Math.random() < 0.2) {
          child.kill('SIGSTOP')
          await wait(Math.random() * 200)
          child.kill('SIGCONT')
          await wait(Math.random() * 20)
        }
        child.kill('SIGKILL')
        await gone
        running.delete(child)
        // One that was started while Redis was away has ended by itself.
        if (child.signalCode === 'SIGKILL') killed++
        // The last line may have been cut off in the pipe.
        const lines = said.split('\n').slice(0, -1)
        answered.push(...lines.map((number) => `${name}-${number}`))
      }
    }

    async function killRedis(): Promise<void> {
      while (killed < kills) {
        await wait(5_000)
        if (killed >= kills) return
        await redis.kill()
        await redis.start()
      }
    }

    await Promise.all([place(redis.url), place(redis.url), place(slow.url), place(slow.url), killRedis()])
    const { engine, claim } = await openRedisState({ url: redis.url, prefix: 'test', warn: () => {} })
    await claim?.(identity)
    const store = createStore({ seed: 'redis', now: () => 0, engine })
    onTestFinished(() => store.close())
    const found = await store.read('shop', (world) => ({
      sum: (world.get(numbers, 'from') as number) + (world.get(numbers, 'to') as number),
      made: world.get(numbers, 'made') as number,
      twice: world.get(numbers, 'twice'),
      transfers: world.list(texts, { limit: 1_000_000 }).map(([id]: [string]) => id),
    }))
    expect(found.sum).toBe(0)
    expect(found.twice).toBeUndefined()
    expect(found.made).toBe(found.transfers.length)
    expect(new Set(found.transfers).size).toBe(found.transfers.length)
    const there = new Set(found.transfers)
    expect(answered.filter((id) => !there.has(id))).toEqual([])
    expect(answered.length).toBeGreaterThan(kills)
  },
)
