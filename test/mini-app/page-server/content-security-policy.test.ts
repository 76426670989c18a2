import { expect, test } from 'vitest'
import { admitInMetaTags, admitPageScript } from '../../../mini-app/page-server/content-security-policy.js'

const origin = 'http://127.0.0.1:8445'
const source = `${origin}/__apps-in-toss-mock/`
const socket = 'ws://127.0.0.1:8445/__apps-in-toss-mock/'
const admit = (policy: string, nonce?: string) => admitPageScript(policy, { origin, source, socket, nonce })

test.each([
  // What lets both through already stays as it is.
  ["default-src 'self'", "default-src 'self'"],
  ['default-src *', 'default-src *'],
  // http: is no ws:.
  ['script-src http:; connect-src http:', `script-src http:; connect-src http: ${socket}`],
  [`script-src ${origin}; connect-src ${origin}`, `script-src ${origin}; connect-src ${origin} ${socket}`],
  ["img-src 'none'; upgrade-insecure-requests", "img-src 'none'; upgrade-insecure-requests"],
  // The address is added to what counts for scripts, and for calls.
  [
    'script-src https://cdn.example; connect-src https://api.example',
    `script-src https://cdn.example ${source}; connect-src https://api.example ${source} ${socket}`,
  ],
  ["script-src 'none'", `script-src ${source}`],
  [
    "script-src 'self'; script-src-elem https://cdn.example",
    `script-src 'self'; script-src-elem https://cdn.example ${source}`,
  ],
  ["script-src 'unsafe-inline'", `script-src 'unsafe-inline' ${source}`],
  ["script-src 'nonce-abc'", `script-src 'nonce-abc' ${source}`],
  // What counts for others as well is not widened for them.
  [
    "default-src 'none'; img-src 'self'",
    `default-src 'none'; img-src 'self'; script-src-elem ${source}; connect-src ${source} ${socket}`,
  ],
  [
    'default-src https:',
    `default-src https:; script-src-elem https: ${source}; connect-src https: ${source} ${socket}`,
  ],
  // Names in any case; of a directive that is there twice the first counts.
  ["Script-Src 'NONE'; script-src *", `script-src ${source}`],
  // Every policy of a list applies.
  ["script-src https://a.example, script-src 'self'", `script-src https://a.example ${source}, script-src 'self'`],
  ['', ''],
])('%j lets the page script through as %j', (policy, admitted) => {
  expect(admit(policy)).toEqual({ policy: admitted, nonce: undefined })
})

test("where 'strict-dynamic' makes browsers ignore addresses, the tag gets the page's own nonce", () => {
  const policy = "script-src 'strict-dynamic' 'nonce-cGFnZQ=='"
  expect(admit(policy)).toEqual({ policy, nonce: 'cGFnZQ==' })
})

test("where 'strict-dynamic' stands without a nonce, one that nobody can guess is added", () => {
  const { policy, nonce } = admit("script-src 'strict-dynamic' 'sha256-x'")
  expect(policy).toBe(`script-src 'strict-dynamic' 'sha256-x' 'nonce-${nonce}'`)
  expect(Buffer.from(nonce as string, 'base64')).toHaveLength(16)
  expect(admit("script-src 'strict-dynamic'").nonce).not.toBe(nonce)
})

test('two policies with a nonce each get one that both have, and so does one of another header', () => {
  expect(admit("script-src 'strict-dynamic' 'nonce-one', script-src 'strict-dynamic' 'nonce-two'")).toEqual({
    policy: "script-src 'strict-dynamic' 'nonce-one', script-src 'strict-dynamic' 'nonce-two' 'nonce-one'",
    nonce: 'one',
  })
  expect(admit("script-src 'strict-dynamic' 'nonce-two'", 'one').policy).toContain("'nonce-one'")
})

test('nothing is ever allowed inline', () => {
  for (const policy of ["default-src 'none'", "script-src 'strict-dynamic'", "script-src 'self'", 'default-src https:'])
    expect(admit(policy).policy).not.toContain('unsafe-inline')
})

test('policies in meta tags are read and written as HTML has them, and other tags stay', () => {
  const meta = (html: string) => admitInMetaTags(html, { origin, source, socket })
  expect(meta(`<meta http-equiv="Content-Security-Policy" content="connect-src 'none'">`)).toBe(
    `<meta http-equiv="Content-Security-Policy" content="connect-src ${source} ${socket}">`,
  )
  expect(meta(`<META content='script-src &quot;x&quot; https://a.example' HTTP-EQUIV=content-security-policy>`)).toBe(
    `<META content="script-src &quot;x&quot; https://a.example ${source}" HTTP-EQUIV=content-security-policy>`,
  )
  expect(meta('<meta http-equiv=content-security-policy content="connect-src &#39;self&#39;">')).toContain(
    "connect-src 'self'",
  )
  for (const other of [
    '<meta name="description" content="default-src">',
    '<meta charset="utf-8">',
    '<meta http-equiv="refresh" content="1">',
  ])
    expect(meta(other)).toBe(other)
})
