import type { IncomingHttpHeaders } from 'node:http'
import { request } from 'node:https'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

const generateToken = '/api-partner/v1/apps-in-toss/user/oauth2/generate-token'
const megabyte = 1024 * 1024

interface Answered {
  readonly status: number | undefined
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Sends a head and the first part of a body, and leaves the rest unsent. */
function send(path: string, headers: Record<string, string>, body: Buffer): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const options = { ...mock.clientTls, method: 'POST', agent: false, headers }
    const sent = request(mock.baseUrl + path, options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk
      })
      response.once('end', () => {
        resolve({ status: response.statusCode, headers: response.headers, text })
        sent.destroy()
      })
    })
    sent.once('error', reject)
    sent.write(body)
  })
}

const json = { 'content-type': 'application/json' }
const lastBecause = () => mock.journal.exchanges().at(-1)?.because

test.each([
  ['announced', { 'content-length': String(megabyte + 1) }, Buffer.from('{')],
  ['sent in chunks', { 'transfer-encoding': 'chunked' }, Buffer.alloc(megabyte + 1, ' ')],
])('a body of more than a megabyte, %s, is answered with 400 before it is there', async (_how, headers, body) => {
  const answer = await send(generateToken, { ...json, ...headers }, body)
  expect(answer).toMatchObject({ status: 400, headers: { connection: 'close' } })
  expect(JSON.parse(answer.text)).toMatchObject({ resultType: 'FAIL', error: { errorCode: 'INVALID_PARAMETER' } })
  expect(lastBecause()).toBe('the body is larger than 1048576 bytes')
})

test('where there is no operation, nothing of the body is waited for', async () => {
  const answer = await send('/api-partner/v1/nothing', { ...json, 'content-length': '1000' }, Buffer.from('{'))
  expect(answer.status).toBe(404)
})

test('a path may be written with percent signs, and have a query', async () => {
  const path = generateToken.replace('generate', '%67enerate')
  const answer = await send(`${path}?a=%`, { ...json, 'content-length': '2' }, Buffer.from('{}'))
  expect(answer.status).toBe(400)
  expect(mock.journal.exchanges().at(-1)).toMatchObject({ operation: 'login.generateToken' })
})
