import { expect, test } from 'vitest'
import { operations, redactUrl, visible, visibleIn, visibleLines } from '../../contracts/index.js'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
const base = '/api-partner/v1/apps-in-toss/user/oauth2'

test.each([
  [`${base}/login-me?accessToken=${jwt}`, `${base}/login-me?accessToken=[redacted ${jwt.length} chars]`],
  [
    `${base}/login-me?t=${jwt}&userKey=443731104`,
    `${base}/login-me?t=[redacted ${jwt.length} chars]&userKey=443731104`,
  ],
  [`${base}/refresh-token/abcDEF`, `${base}/refresh-token/[redacted 6 chars]`],
  [`${base}/refresh-token/${'aB3-_'.repeat(25)}`, `${base}/refresh-token/[redacted 125 chars]`],
  ['/users/name/kim?name=%EA%B9%80', '/users/name/[redacted 3 chars]?name=[redacted 9 chars]'],
  ['/users/%EA%B9%80%ED%86%A0%EC%8A%A4', '/users/[redacted 27 chars]'],
  ['/users/01012345678900', '/users/[redacted 14 chars]'],
  ['/orders/0d8f9a4c-6f1e-4c53-9a53-0a9f3a1b2c3d', '/orders/[redacted 36 chars]'],
  [
    'https://shop.example/unlink?token=s3cret&userKey=1&referrer=UNLINK',
    'https://shop.example/unlink?token=[redacted 6 chars]&userKey=1&referrer=UNLINK',
  ],
  ['https://user:pass@shop.example/hook', 'https://[redacted 9 chars]@shop.example/hook'],
  ['https://shop.example/hook?s3cret', 'https://shop.example/hook?[redacted 6 chars]'],
  ['https://shop.example/hook?debug', 'https://shop.example/hook?debug'],
  [`/x?${jwt}`, `/x?[redacted ${jwt.length} chars]`],
  ['/x#s3cret', '/x#[redacted 6 chars]'],
  ['/api/v1/getOrderStatusOfUser', '/api/v1/getOrderStatusOfUser'],
  ['*', '*'],
])('%s is shown as %s', (url, shown) => {
  expect(redactUrl(url)).toBe(shown)
})

test.each([
  '4f9a8c7b2d',
  'xK9mQ2vL',
  's3cr3t-hook',
  'T00AB12CD',
  'AbCdEfGhIjKl',
  'ZGVhZGJlZWY',
  'T0PSECRETPATHxyz',
  '01012345678',
])('a part of a path that may be a token is not shown: %s', (part) => {
  expect(redactUrl(`https://shop.example/hooks/${part}/toss`)).toBe(
    `https://shop.example/hooks/[redacted ${part.length} chars]/toss`,
  )
})

test.each([
  'v1',
  'oauth2',
  'toss-unlink',
  'onTossUnlink',
  'apps-in-toss-mock2',
  'userID',
  '443731104',
  'order.php',
  '',
])('a word or a number in a path is shown: %s', (part) => {
  expect(redactUrl(`https://shop.example/hooks/${part}`)).toBe(`https://shop.example/hooks/${part}`)
})

test('the path of every operation is shown as it is, also with a slash behind or a query', () => {
  for (const { path } of operations) {
    expect(redactUrl(path)).toBe(path)
    expect(redactUrl(`${path}/`)).toBe(`${path}/`)
    expect(redactUrl(`https://apps-in-toss-api.toss.im${path}`)).toBe(`https://apps-in-toss-api.toss.im${path}`)
  }
})

test('nothing that a terminal obeys, and no end of a line, is left in a text', () => {
  const hostile = 'a\nb\rc\u001b[31md\u009b2Je\u202ef\u2028g\u0000h'
  expect(visible(hostile)).toBe('a\\nb\\rc\\u001b[31md\\u009b2Je\\u202ef\\u2028g\\u0000h')
  expect(visibleLines('a\u001b\nb')).toBe('a\\u001b\nb')
  expect(visible('김토스 “…” → 😀')).toBe('김토스 “…” → 😀')
  expect(
    visibleIn({ 'n\n': ['\u001b', { deep: '\r' }], map: new Map([['k\n', 'v\n']]), number: 1, none: null }),
  ).toEqual({
    'n\\n': ['\\u001b', { deep: '\\r' }],
    map: new Map([['k\\n', 'v\\n']]),
    number: 1,
    none: null,
  })
})
