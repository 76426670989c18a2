// What a bulk message costs the mock, whatever is in it: npx tsx bench/large-bodies.ts, after npm run build.
import { request } from 'node:https'
import { operation } from '../contracts/index.js'
import { inRepository, startProcess } from './child-process.js'

const limit = 2 * 1024 * 1024
const mostValues = 75_000
const rounds = 7

type Part = (at: number, userKey: number) => string

/** A body with as many parts as fit. */
function fill(head: string, part: Part, tail: string, most = mostValues) {
  return (userKey: number) => {
    let text = head
    let size = Buffer.byteLength(head + tail)
    for (let at = 0; at < most; at++) {
      const next = (at > 0 ? ',' : '') + part(at, userKey)
      size += Buffer.byteLength(next)
      if (size > limit) break
      text += next
    }
    return text + tail
  }
}

const start = '{"templateSetCode":"WELCOME_MESSAGE","contextList":['
const end = ']}'
const name = (at: number) => `"${at.toString(36).padStart(12, 'k')}"`
const fields = (count: number, value: string) => Array.from({ length: count }, (_, at) => `"k${at}":${value}`).join(',')
const recipient = (userKey: number, context: string) => `{"userKey":${userKey},"context":{${context}}}`
const perRecipient = Math.floor(limit / 2500) - 90

const bodies: Record<string, (userKey: number) => string> = {
  'numbers for recipients': fill(start, () => '0', end),
  'empty lists for recipients': fill(start, () => '[]', end),
  'more values than are read': fill(start, () => '0', end, limit),
  '2,500 recipients, contexts of nulls': fill(start, (_, key) => recipient(key, fields(25, 'null')), end, 2500),
  '2,500 recipients, contexts of lists': fill(start, (_, key) => recipient(key, fields(25, '[]')), end, 2500),
  'one context of nulls': fill(
    `${start}{"userKey":1,"context":{`,
    (at) => `${name(at)}:null`,
    `}}${end}`,
    mostValues - 10,
  ),
  'one map of as many fields': fill('{', (at) => `${name(at)}:[]`, '}', mostValues - 10),
  'text that is no JSON': () => 'x'.repeat(limit),
  'good: 2,500 recipients, 25 variables each': fill(start, (_, key) => recipient(key, fields(25, '"text"')), end, 2500),
  'good: 2,500 recipients, one long text each': fill(
    start,
    (_, key) => recipient(key, `"text":"${'가'.repeat(Math.floor(perRecipient / 3))}"`),
    end,
    2500,
  ),
}

interface Ready {
  readonly baseUrl: string
  readonly clientTls: object
  readonly userKey: number
}

async function cost(make: (userKey: number) => string) {
  const mock = await startProcess<Ready>(['--expose-gc', inRepository('bench/large-bodies.mjs')], { ipc: true })
  const { baseUrl, clientTls, userKey } = mock.line
  const send = (body: Buffer) =>
    new Promise<number>((resolve, reject) => {
      const headers = { 'content-type': 'application/json', 'content-length': body.length }
      const url = baseUrl + operation('messenger.sendBulkMessage').path
      const sent = request(url, { method: 'POST', ...clientTls, agent: false, headers }, (answer) => {
        answer.resume().once('end', () => resolve(answer.statusCode ?? 0))
      })
      sent.once('error', reject).end(body)
    })
  const body = Buffer.from(make(userKey))
  for (const small of ['{}', `${start}0${end}`, start + recipient(userKey, '') + end]) await send(Buffer.from(small))
  const before = (await mock.ask<{ peak: number }>('begin')).peak
  const seen: { cpu: number; blocked: number; peak: number }[] = []
  let status = 0
  for (let round = 0; round < rounds; round++) {
    await mock.ask('begin')
    status = await send(body)
    seen.push(await mock.ask('end'))
  }
  await mock.end()
  const least = (of: 'cpu' | 'blocked') => Math.min(...seen.map((one) => one[of]))
  return {
    size: body.length,
    status,
    cpu: least('cpu'),
    blocked: least('blocked'),
    memory: Math.max(...seen.map(({ peak }) => peak)) - before,
  }
}

console.log(`| body | size | answer | CPU | longest the ports stood still | memory |\n|---|---|---|---|---|---|`)
for (const [what, make] of Object.entries(bodies)) {
  const { size, status, cpu, blocked, memory } = await cost(make)
  const [megabytes, ...figures] = [(size / 1e6).toFixed(1), cpu.toFixed(0), blocked.toFixed(0), memory.toFixed(0)]
  console.log(`| ${what} | ${megabytes} MB | ${status} | ${figures[0]} ms | ${figures[1]} ms | ${figures[2]} MB |`)
}
