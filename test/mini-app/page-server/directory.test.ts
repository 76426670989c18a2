import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { segmentsOf } from '../../../mini-app/page-server/directory.js'
import { ask, openPhone, tag } from './opened.js'

const page = { accept: 'text/html,*/*', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }
const secret = 'nobody may read this'
const folder = mkdtempSync(join(tmpdir(), 'phone-directory-'))
const root = join(folder, 'dist')
let phone: Awaited<ReturnType<typeof openPhone>>

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(root, 'help'))
  mkdirSync(join(root, '.git'))
  mkdirSync(join(folder, 'dist-of-another'))
  const files = {
    'dist/index.html': '<!doctype html><html><head><title>home</title></head><body></body></html>',
    'dist/about.html': '<!doctype html><html><head><title>about</title></head></html>',
    'dist/help/index.html': '<!doctype html><html><head><title>help</title></head></html>',
    'dist/assets/app.js': 'run()',
    'dist/assets/이름.css': 'a {}',
    'dist/.env': secret,
    'dist/.git/config': secret,
    'dist/client.key': secret,
    'dist/assets/CLIENT.PEM': secret,
    'dist/client.p12': secret,
    'outside.txt': secret,
    'dist-of-another/file.txt': secret,
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  symlinkSync(join(folder, 'outside.txt'), join(root, 'leads-out.txt'))
  symlinkSync(folder, join(root, 'leads-up'))
  symlinkSync(join(folder, 'dist-of-another'), join(root, 'leads-beside'))
  symlinkSync(join(root, '.env'), join(root, 'leads-to-hidden.txt'))
  symlinkSync(join(root, 'client.key'), join(root, 'leads-to-key.txt'))
  symlinkSync(join(root, 'assets/app.js'), join(root, 'leads-inside.js'))
  symlinkSync('/dev/zero', join(root, 'device.txt'))
  if (process.platform !== 'win32') execFileSync('mkfifo', [join(root, 'pipe.txt')])
  phone = await openPhone({ directory: root })
})
afterAll(async () => {
  await phone.close()
  rmSync(folder, { recursive: true })
})

const titleOf = (text: string) => /<title>(.*)<\/title>/.exec(text)?.[1]

test('the page comes with the page script first in its head', async () => {
  const { status, headers, text } = await ask(phone.port, '/', { headers: page })
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(text).toContain(`<head>${tag}<title>home</title>`)
  expect((await ask(phone.port, '/__apps-in-toss-mock/phone.js')).text).toContain('ReactNativeWebView')
})

test.each([
  ['/about', 'about'],
  ['/about.html', 'about'],
  ['/help', 'help'],
  ['/help/', 'help'],
  ['/index.html', 'home'],
  // Ways that only the app knows.
  ['/orders/12', 'home'],
  ['/orders/12?from=app#x', 'home'],
])('the way %s leads a browser to the page "%s"', async (path, title) => {
  const { status, text } = await ask(phone.port, path, { headers: page })
  expect([status, titleOf(text)]).toEqual([200, title])
})

test('a file comes as it is, with its type and length', async () => {
  const script = await ask(phone.port, '/assets/app.js')
  expect([script.status, script.text]).toEqual([200, 'run()'])
  expect(script.headers).toMatchObject({ 'content-type': 'text/javascript; charset=utf-8', 'content-length': '5' })
  expect((await ask(phone.port, `/assets/${encodeURIComponent('이름')}.css`)).headers['content-type']).toMatch(
    'text/css',
  )
  expect((await ask(phone.port, '/leads-inside.js')).text).toBe('run()')
  const head = await ask(phone.port, '/assets/app.js', { method: 'HEAD' })
  expect([head.status, head.headers['content-length'], head.text]).toEqual([200, '5', ''])
})

test('what is missing is missing: for a script that asks, and for a picture', async () => {
  expect((await ask(phone.port, '/api/user', { headers: { accept: 'application/json' } })).status).toBe(404)
  expect((await ask(phone.port, '/missing.png', { headers: page })).status).toBe(404)
})

test('a folder takes nothing', async () => {
  const { status, headers } = await ask(phone.port, '/index.html', { method: 'PUT', body: 'x' })
  expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
})

describe('refused', () => {
  test.each([
    '/../outside.txt',
    '/assets/../../outside.txt',
    '/..%2foutside.txt',
    '/%2e%2e/outside.txt',
    '/%2E%2E%2Foutside.txt',
    '/%252e%252e/outside.txt',
    '/..%5coutside.txt',
    '/..\\outside.txt',
    '/%2e%2e%5coutside.txt',
    '/..%c0%afoutside.txt',
    '/.%2e/outside.txt',
    '/leads-up/outside.txt',
    '/leads-out.txt',
    '/leads-beside/file.txt',
    '/leads-to-hidden.txt',
    '/leads-to-key.txt',
    '/.env',
    '/%2eenv',
    '/.git/config',
    '/client.key',
    '/client.p12',
    '/assets/CLIENT.PEM',
    '/client.key.',
    '/client.key%20',
    '/client.key::$DATA',
    '/client.key%00.txt',
    '/device.txt',
    '/pipe.txt',
    '/assets',
    '/%',
    `/${'a'.repeat(5000)}.txt`,
    '//etc/passwd.txt',
    '/etc/passwd.txt',
  ])('%s', async (path) => {
    const { status, text } = await ask(phone.port, path)
    expect(status).toBe(404)
    expect(text).not.toContain(secret)
    expect(text).not.toContain(folder)
  })

  test('a path that is a URL, as for a proxy', async () => {
    expect((await ask(phone.port, 'http://127.0.0.1/index.html')).status).toBe(403)
  })

  test('a browser that asks for it as a page gets the app at most', async () => {
    for (const path of ['/leads-up/outside', '/.env', '/..%2foutside']) {
      const { text } = await ask(phone.port, path, { headers: page })
      expect(text).not.toContain(secret)
    }
  })
})

test('a way is decoded once', () => {
  expect(segmentsOf('/a%20b/%2563')).toEqual(['a b', '%63'])
  expect(segmentsOf('/a//b/')).toEqual(['a', 'b'])
  expect(segmentsOf('/a/../b')).toBeUndefined()
  expect(segmentsOf('*')).toBeUndefined()
})
