import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readPageSource } from '../../../mini-app/page-server/page-source.js'

const cwd = mkdtempSync(join(tmpdir(), 'phone-target-'))
mkdirSync(join(cwd, 'dist'))
mkdirSync(join(cwd, 'empty'))
writeFileSync(join(cwd, 'dist/index.html'), '')
writeFileSync(join(cwd, 'file.html'), '')
afterAll(() => rmSync(cwd, { recursive: true }))

test.each([
  ['http://127.0.0.1:5173', 'http://127.0.0.1:5173/'],
  ['HTTPS://Localhost:5173/app/?x=1', 'https://localhost:5173/app/?x=1'],
  ['localhost:5173', 'http://localhost:5173/'],
  ['127.0.0.1:5173/app/', 'http://127.0.0.1:5173/app/'],
  ['[::1]:5173', 'http://[::1]:5173/'],
])('%s is the server %s', (text, href) => {
  expect(readPageSource(text, cwd)).toEqual({ url: new URL(href) })
})

test.each(['dist', './dist/', join(cwd, 'dist')])('%s is a folder', (text) => {
  expect(readPageSource(text, cwd)).toEqual({ directory: join(cwd, 'dist') })
})

test.each([
  ['', 'is neither the URL of a server nor a folder'],
  ['missing', 'is neither the URL of a server nor a folder'],
  ['file.html', 'is neither the URL of a server nor a folder'],
  ['empty', 'is a folder without index.html'],
  ['http://', 'is no URL'],
  ['http://a:99999', 'is no URL'],
  ['ftp://localhost', 'must begin with http:// or https://'],
  ['file:///etc', 'must begin with http:// or https://'],
  ['http://me:secret@localhost:1', 'must not hold a user or a password'],
])('%j is refused: it %s', (text, rule) => {
  let refusal: unknown
  try {
    readPageSource(text, cwd)
  } catch (error) {
    refusal = error
  }
  expect(refusal).toMatchObject({ code: 'ERR_INVALID_OPTION', message: expect.stringContaining(rule) })
  expect(String(refusal)).not.toContain('secret')
})
