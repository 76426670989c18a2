import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '@redis/client'
import { onTestFinished } from 'vitest'

/** A Redis of a test's own, on a free port of this machine; it ends with the test. */
export interface RedisServer {
  readonly port: number
  readonly url: string
  /** Asks it something. */
  command(...words: string[]): Promise<unknown>
  /** Ends it as `kill -9` does. */
  kill(): Promise<void>
  /** Starts it again on the same port and files. */
  start(): Promise<void>
}

/** Starts a Redis that keeps what it is told. */
export async function startRedis(more: readonly string[] = []): Promise<RedisServer> {
  const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-redis-'))
  const port = await freePort()
  let running: ChildProcess | undefined
  const password = more.includes('--requirepass') ? more[more.indexOf('--requirepass') + 1] : undefined
  const asked = () =>
    createClient({
      socket: { host: '127.0.0.1', port, reconnectStrategy: false },
      ...(password !== undefined && { password }),
    }).on('error', () => {})

  async function command(...words: string[]): Promise<unknown> {
    const client = asked()
    await client.connect()
    try {
      return await client.sendCommand(words)
    } finally {
      client.destroy()
    }
  }

  async function start(): Promise<void> {
    const fixed = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '']
    const child = spawn('redis-server', [...fixed, '--appendonly', 'yes', ...more], { stdio: 'ignore' })
    running = child
    child.once('exit', () => {
      if (running === child) running = undefined
    })
    for (;;) {
      try {
        await command('PING')
        return
      } catch (error) {
        if (running !== child) throw error
      }
    }
  }

  async function kill(): Promise<void> {
    const child = running
    if (child === undefined) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }

  onTestFinished(async () => {
    await kill()
    rmSync(folder, { recursive: true, force: true })
  })
  await start()
  return { port, url: `redis://127.0.0.1:${port}`, command, kill, start }
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
