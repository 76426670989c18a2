import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { findRunning } from '../../cli/running-mock.js'
import { fetchJson } from '../../client/bounded-body.js'
import { runningFile } from '../../files/running-word.js'

/** Something else that listens where a control API was. */
async function somebodyElse(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const endless: RequestListener = (_, response) => {
  const more = (): void => {
    while (!response.destroyed && response.write(' '.repeat(64 * 1024)));
    response.once('drain', more)
  }
  more()
}

const dripping: RequestListener = (_, response) => {
  const drip = setInterval(() => response.write(' '), 20)
  response.once('close', () => clearInterval(drip))
}

test('JSON is read, with its status', async () => {
  const url = await somebodyElse((_, response) => void response.writeHead(404).end('{"error":{}}'))
  expect(await fetchJson(url)).toEqual({ status: 404, body: { error: {} } })
})

test('what never ends is read up to a bound', async () => {
  const url = await somebodyElse(endless)
  await expect(fetchJson(url, { bound: 1_000_000 })).rejects.toThrow('longer than 1000000 bytes')
})

test('what drips is read until the time is over, however little each silence lasts', async () => {
  const url = await somebodyElse(dripping)
  await expect(fetchJson(url, { timeout: 200 })).rejects.toThrow(/timeout/i)
})

test.each([
  ['never ends', endless],
  ['drips', dripping],
])('a running mock is not looked for any longer where another program answers what %s', async (_, answer) => {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-lookup-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const controlUrl = await somebodyElse(answer)
  const mock = { pid: process.pid, startedAt: new Date().toISOString(), info: { controlUrl } }
  writeFileSync(join(dir, runningFile), JSON.stringify(mock))
  expect(await findRunning(dir, 300)).toMatchObject({ state: 'stale' })
})
