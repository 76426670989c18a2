import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { readOptions } from '../../client/options.js'
import { createTransport, type Transport } from '../../client/transport.js'
import { jsonIn } from '../../contracts/json.js'
import type { Attempt } from './stage.js'

/** What a client library shows of one call. */
export interface Shown {
  /** HTTP status and body, where an answer came. */
  readonly status?: number
  readonly body?: unknown
  readonly error?: ShownError & { readonly cause?: ShownError }
  /** What else happened, in words. */
  readonly note?: string
}

interface ShownError {
  readonly name?: string
  readonly code?: string
  readonly message: string
}

/** What some clients show, by client and then by the id of the attempt. */
export type ShownByClient = Record<string, Record<string, Shown>>

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Runs a program to its end. */
async function run(command: string, args: readonly string[], input = '', env: Record<string, string> = {}) {
  const child = spawn(command, args, { env: { ...process.env, ...env }, stdio: ['pipe', 'pipe', 'pipe'] })
  const ended = new Promise<number>((resolve, reject) => {
    child.once('error', reject).once('close', (code) => resolve(code ?? -1))
  })
  child.stdin.end(input)
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { stdout, stderr, code }
}

/** axios with both adapters, node:https, built-in fetch and undici, in a process that trusts `ca`. */
export async function nodeClients(attempts: readonly Attempt[], ca: string): Promise<ShownByClient> {
  const env = { NODE_EXTRA_CA_CERTS: ca, NODE_NO_WARNINGS: '1' }
  const { stdout, stderr } = await run(process.execPath, [here('node-clients.mjs')], JSON.stringify(attempts), env)
  if (stdout === '') throw new Error(`the Node clients gave nothing: ${stderr}`)
  const byAttempt = JSON.parse(stdout) as Record<string, Record<string, Shown>>
  const shown: ShownByClient = {}
  for (const [id, byClient] of Object.entries(byAttempt)) {
    for (const [client, each] of Object.entries(byClient)) shown[client] = { ...shown[client], [id]: each }
  }
  return shown
}

/** The client of this package. */
export async function ownClient(attempts: readonly Attempt[]): Promise<ShownByClient> {
  const shown = inTurn(attempts, async ({ id, url, cert, key, ca, timeout, headers }): Promise<[string, Shown]> => {
    const pair = cert === undefined ? {} : { cert, key }
    let transport: Transport | undefined
    try {
      transport = createTransport(readOptions({ baseUrl: new URL(url).origin, ca, timeout, maxRetries: 0, ...pair }))
      const success = await transport.call('promotion.getKey', { headers })
      return [id, { status: 200, body: { resultType: 'SUCCESS', success } }]
    } catch (error) {
      const { code, message } = error as ShownError
      return [id, { error: { ...(code !== undefined && { code }), message } }]
    } finally {
      await transport?.close()
    }
  })
  return { 'client of this package': Object.fromEntries(await shown) }
}

/** http.client and ssl of Python. */
export async function pythonClient(attempts: readonly Attempt[]): Promise<ShownByClient> {
  const { stdout } = await run('python3', [here('python-client.py')], JSON.stringify(attempts))
  return { 'Python http.client': JSON.parse(stdout) }
}

/** java.net.http.HttpClient. */
export async function javaClient(attempts: readonly Attempt[]): Promise<ShownByClient> {
  const lines = attempts.map(({ id, url, cert, key, ca, timeout, headers }) => {
    const fields = { id, url, cert, key, ca, timeout, header: Object.values(headers)[0] }
    const given = Object.entries(fields).filter(([, value]) => value !== undefined)
    return `${given.map(([name, value]) => `${name}=${value}`).join('\n')}\n\n`
  })
  const { stdout } = await run('java', [here('JavaClient.java')], lines.join(''))
  const shown = stdout
    .trim()
    .split('\n')
    .map((line): [string, Shown] => {
      const [id = '', what = '', message = ''] = line.split('\t')
      if (what === '-') return [id, { note: message }]
      if (/^\d+$/.test(what)) return [id, { status: Number(what), body: jsonIn(message, message) }]
      return [id, { error: { name: what.split('.').at(-1) as string, message } }]
    })
  return { 'Java HttpClient': Object.fromEntries(shown) }
}

/** The curl command, one process for each call. */
export async function curl(attempts: readonly Attempt[]): Promise<ShownByClient> {
  const shown = inTurn(attempts, async ({ id, url, cert, key, ca, timeout, headers }): Promise<[string, Shown]> => {
    const named = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
    const pair = cert === undefined ? [] : ['--cert', cert, '--key', key as string]
    const args = ['-sS', '-X', 'POST', '--max-time', String(timeout / 1000), '--cacert', ca, ...pair, ...named]
    const { stdout, stderr, code } = await run('curl', [...args, '-w', '\n%{http_code}', url])
    const [, body = '', status = '0'] = /^([\s\S]*)\n(\d+)$/.exec(stdout) ?? []
    if (code === 0) return [id, { status: Number(status), body: jsonIn(body, body) }]
    const message = stderr.trim().replace(/^curl: \(\d+\) /, '')
    return [id, { error: { code: `exit code ${code}`, message } }]
  })
  return { curl: Object.fromEntries(await shown) }
}

/** One after the other: a busy machine would turn other failures into timeouts. */
async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (const item of items) results.push(await work(item))
  return results
}

/** The versions that are measured, for the heading. */
export async function versions(): Promise<string> {
  const versionOf = async (name: string) =>
    JSON.parse(await readFile(here(`../../node_modules/${name}/package.json`), 'utf8')).version as string
  const first = async (command: string, args: string[], pattern: RegExp) => {
    const { stdout, stderr } = await run(command, args)
    return pattern.exec(stdout + stderr)?.[1]
  }
  const [axios, undici, curlVersion, python, java] = await Promise.all([
    versionOf('axios'),
    versionOf('undici'),
    first('curl', ['--version'], /^curl (\S+)/),
    first('python3', ['--version'], /^Python (\S+)/m),
    first('java', ['-version'], /version "([^"]+)"/),
  ])
  const node = `Node.js ${process.versions.node} (its own undici ${process.versions.undici})`
  return `${node}, axios ${axios}, undici ${undici}, curl ${curlVersion}, Python ${python}, Java ${java}`
}
