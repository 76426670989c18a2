import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

export const api = 'https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss'
export const pay = 'https://pay-apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss'

/** What an entry of a HAR is made of; the rest is as a proxy would write it. */
export interface EntryParts {
  readonly method?: string
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly status?: number
  readonly answer?: unknown
}

/** An entry of a HAR with everything in it that tools add, each with a mark to look for. */
export function harEntry({ method = 'POST', url, headers = {}, body, status = 200, answer }: EntryParts): HarLike {
  const pairs = Object.entries(headers).map(([name, value]) => ({ name, value }))
  const sent =
    body === undefined ? {} : { postData: { mimeType: 'application/json', text: textOf(body), comment: 'SECRET' } }
  const type = { name: 'Content-Type', value: 'application/json' }
  const text = answer === undefined ? {} : { text: textOf(answer) }
  return {
    _initiator: { url: 'https://SECRET.example/' },
    comment: 'SECRET',
    pageref: 'SECRET',
    serverIPAddress: '10.11.12.13',
    connection: 'SECRET',
    startedDateTime: '2026-11-01T09:00:00.000+09:00',
    time: 12.5,
    request: {
      method,
      url,
      httpVersion: 'SECRET',
      cookies: [{ name: 'sid', value: 'SECRET' }],
      headers: [
        { name: ':authority', value: 'SECRET' },
        { name: 'Cookie', value: 'sid=SECRET' },
        { name: 'X-Forwarded-For', value: 'SECRET' },
        ...(body === undefined ? [] : [type]),
        ...pairs,
      ],
      queryString: [{ name: 'token', value: 'SECRET' }],
      headersSize: 1,
      bodySize: body === undefined ? 0 : 100,
      ...sent,
    },
    response: {
      status,
      statusText: 'SECRET',
      httpVersion: 'h2',
      cookies: [{ name: 'sid', value: 'SECRET' }],
      headers: [type, { name: 'Set-Cookie', value: 'sid=SECRET' }],
      content: { size: answer === undefined ? 0 : 100, mimeType: 'application/json', comment: 'SECRET', ...text },
      redirectURL: 'https://SECRET.example/',
      headersSize: 1,
      bodySize: 1,
      _error: 'SECRET',
    },
    cache: { comment: 'SECRET' },
    timings: { send: 1, wait: 1, receive: 1, comment: 'SECRET' },
  }
}

// biome-ignore lint/suspicious/noExplicitAny: tests break entries in every way
export type HarLike = any

/** A HAR with these entries, as pretty-printed text. */
export function har(entries: readonly object[]): string {
  const pages = [
    { id: 'SECRET', title: 'https://SECRET.example/', startedDateTime: '2026-11-01T00:00:00Z', pageTimings: {} },
  ]
  const creator = { name: 'a proxy called "SECRET"', version: '1' }
  return JSON.stringify({ log: { version: '1.2', creator, pages, entries, comment: 'SECRET' } }, null, 2)
}

export function success(payload: unknown): object {
  return { resultType: 'SUCCESS', success: payload }
}

export function fail(errorCode: string, reason = '', data: object = {}): object {
  return { resultType: 'FAIL', success: null, error: { errorType: 0, errorCode, reason, data } }
}

/** An exchange that keeps the contract. */
export function orderStatus(orderId = 'SECRET-order'): EntryParts {
  const order = { orderId, sku: '', status: 'PURCHASED', statusDeterminedAt: '', reason: '' }
  return { url: `${api}/order/get-order-status`, body: { orderId }, answer: success(order) }
}

/** A folder that goes when the test ends. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-traffic-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Writes a recording into a folder of its own. */
export async function recording(text: string, name = 'traffic.har'): Promise<string> {
  const path = join(await folder(), name)
  await writeFile(path, text)
  return path
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body)
}
