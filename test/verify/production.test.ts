import { beforeAll, describe, expect, test } from 'vitest'
import { createMemoryCertificates } from '../../ca/index.js'
import { isTossHost, planOf, verify } from '../../verify/index.js'

const production = 'https://apps-in-toss-api.toss.im'
let identity: { cert: string; key: string }
beforeAll(async () => {
  const { client } = await createMemoryCertificates()
  identity = { cert: client.cert, key: client.key }
})

test.each([
  ['https://apps-in-toss-api.toss.im', true],
  ['https://pay-apps-in-toss-api.toss.im:8443/', true],
  ['https://APPS-IN-TOSS-API.TOSS.IM', true],
  ['https://apps-in-toss-api.toss.im.', true],
  ['https://ａｐｐｓ-in-toss-api.toss.im', true],
  ['https://apps-in-toss-api%2Etoss.im', true],
  ['https://toss.im', true],
  ['https://117.52.3.192', true],
  ['https://0x753403c0', true],
  ['https://[::ffff:117.52.3.195]', true],
  ['https://127.0.0.1:8443', false],
  ['https://localhost', false],
  ['https://toss.im.example', false],
  ['https://nottoss.im', false],
  ['https://117.52.3.11', false],
])('%s is one of Toss: %s', (url, expected) => {
  expect(isTossHost(new URL(url))).toBe(expected)
})

describe('production', () => {
  test.each([
    { baseUrl: production },
    { baseUrl: 'https://127.0.0.1:1', payBaseUrl: 'https://pay-apps-in-toss-api.toss.im' },
    { baseUrl: 'https://117.52.3.192' },
  ])('is sent nothing until it is said that it is meant: %o', async (urls) => {
    const lines: string[] = []
    const run = verify({ ...identity, ...urls, onProgress: (line) => lines.push(line) })
    await expect(run).rejects.toMatchObject({ code: 'ERR_PRODUCTION_REFUSED', message: / is production: / })
    expect(lines).toEqual([])
  })

  test('is refused with the number of requests, and how to look at them', async () => {
    const run = verify({ ...identity, baseUrl: production })
    const { requests } = planOf({ ...identity, baseUrl: production })
    await expect(run).rejects.toMatchObject({
      code: 'ERR_PRODUCTION_REFUSED',
      message: `apps-in-toss-api.toss.im is production: ${requests} requests at most would be sent with your certificate`,
      fix: /--plan.*--yes-production/,
    })
    expect(requests).toBeLessThanOrEqual(60)
  })

  test('is planned with both of its hosts', () => {
    const { handshakes } = planOf({ ...identity, baseUrl: production })
    expect(new Set(handshakes.map(({ url }) => new URL(url).host))).toEqual(
      new Set(['apps-in-toss-api.toss.im', 'pay-apps-in-toss-api.toss.im']),
    )
  })
})

test.each([
  [{ baseUrl: 'http://127.0.0.1' }, /^baseUrl must be a URL that starts with https:\/\//],
  [{ baseUrl: 'https://user:secret@127.0.0.1' }, /^baseUrl must not have credentials/],
  [{ baseUrl: 'https://127.0.0.1/api-partner/v1/apps-in-toss' }, /^baseUrl must not contain/],
  [{ payBaseUrl: 'pay' }, /^payBaseUrl must be a URL/],
  [{ full: true }, /^full \(--full\) is gone with the full set of verify: .* control API of this mock/],
  [{ controlUrl: 'http://127.0.0.1:8444' }, /^controlUrl \(--control-url\) is gone with the full set of verify/],
  [{ userKey: '12a' }, /^userKey must be 1 to 19 digits/],
  [{ only: ['logn'] }, /^only: there is no part "logn"/],
  [{ pace: -1 }, /^pace must be a whole number/],
  [{ cert: 'no certificate' }, /^cert cannot be read/],
])('the option %o is refused before anything is sent', async (options, message) => {
  const run = verify({ baseUrl: 'https://127.0.0.1:1', ...identity, ...(options as object) })
  await expect(run).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION', message })
})
