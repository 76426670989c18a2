import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createPageLinks, tossAppOverControl } from '../../mini-app/index.js'
import { openTossAppInVite } from '../../mini-app/vite/toss-app-in-vite.js'
import { tossAppOfWhicheverRuns } from '../../mini-app/which-mock.js'
import { startMockServer } from '../../mock-server/index.js'

// A dev server is ended by an error that nobody catches.
const uncaught = vi.fn()
const kinds = ['unhandledRejection', 'uncaughtException'] as const
beforeEach(() => {
  for (const kind of kinds) process.on(kind, uncaught)
})
afterEach(() => {
  for (const kind of kinds) process.off(kind, uncaught)
  uncaught.mockClear()
})

/** Node tells of a rejection that nobody caught before the next immediate. */
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('a page that leaves while the mock is still looked for, and is not found, ends no dev server', async () => {
  const asked: Socket[] = []
  const silent = createTcpServer((socket) => asked.push(socket)).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const controlUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`
  const source = tossAppOfWhicheverRuns({ controlUrl }, import.meta.dirname, async () => expect.fail('there is none'))
  const links = createPageLinks(source)
  await links.answer('subscriptions', { link: 'one', id: '1', protocol: 'A', name: 'homeEvent' })
  await links.answer('subscriptions', { link: 'one', id: '2', protocol: 'A', name: 'backEvent' })
  await expect.poll(() => asked.length).toBeGreaterThan(0)
  await links.answer('unsubscriptions', { link: 'one', id: '2' })
  await links.answer('leave', { link: 'one' })
  for (const socket of asked) socket.destroy()
  silent.close()
  await once(silent, 'close')
  await expect(source.prompts()).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING' })
  await turn()
  expect(uncaught).not.toHaveBeenCalled()
})

test('a dev server whose Toss app was set up wrongly says so to each page, and is closed like any other', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const surroundings = { root: import.meta.dirname, warn: () => {}, onFirstDocument: () => {}, webSockets: true }
  const vite = openTossAppInVite({ mock, tossApp: { os: 'windows' as never } }, surroundings)
  const told = await new Promise((resolve) =>
    vite.middleware({ url: '/__apps-in-toss-mock/phone.js', headers: {} } as never, {} as never, resolve),
  )
  expect(told).toMatchObject({ code: 'ERR_INVALID_OPTION' })
  vite.close()
  await turn()
  expect(uncaught).not.toHaveBeenCalled()
})

test('what answers a subscription with something else than lines of JSON is said to be no mock', async () => {
  const server = createServer((_request, response) => response.end('<p>another program</p>\n')).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const source = tossAppOverControl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 'my-mini-app')
  const line = source.subscribe('A', 'homeEvent')[Symbol.asyncIterator]().next()
  await expect(line).rejects.toMatchObject({ code: 'ERR_NOT_RUNNING', message: expect.stringContaining('no mock') })
  expect(uncaught).not.toHaveBeenCalled()
  server.closeAllConnections()
  server.close()
})

test('a control port that is named with a password is refused, and the password is not repeated', async () => {
  const choice = { controlUrl: 'http://somebody:hidden@127.0.0.1:1' }
  const source = tossAppOfWhicheverRuns(choice, import.meta.dirname, () => Promise.reject(new Error('is not opened')))
  const error = await source.prompts().catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ code: 'ERR_INVALID_OPTION', message: expect.stringContaining('controlUrl must be') })
  expect(String(error)).not.toContain('hidden')
})
