import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { checkTraffic } from '../../traffic/index.js'
import { api, fail, folder, type HarLike, har, harEntry, orderStatus, pay, recording, success } from './recordings.js'

const checked = async (...entries: readonly HarLike[]) => checkTraffic([await recording(har(entries))])

/** An exchange whose recorder did what `change` does. */
function changed(change: (entry: HarLike) => void, parts = orderStatus()): HarLike {
  const entry = harEntry(parts)
  change(entry)
  return entry
}

const packings: readonly [string, string | undefined, (bytes: Buffer) => Buffer][] = [
  ['gzip', 'gzip', gzipSync],
  ['gzip that no header tells of', undefined, gzipSync],
  ['br', 'br', brotliCompressSync],
  ['deflate', 'deflate', deflateSync],
  ['deflate without its wrapping', 'deflate', deflateRawSync],
  ['gzip in br', 'gzip, br', (bytes) => brotliCompressSync(gzipSync(bytes))],
  ['nothing, although a header tells of br', 'br', (bytes) => bytes],
]

describe('a body in Base64', () => {
  const wrong = success({ orderId: 1, sku: '', status: 'PURCHASED', statusDeterminedAt: '', reason: '' })

  test.each(packings)('is unpacked: %s', async (_, header, pack) => {
    const { broken, unchecked } = await checked(
      changed(({ request, response }) => {
        for (const [part, body, value] of [
          [request, request.postData, { orderId: 2 }],
          [response, response.content, wrong],
        ]) {
          body.text = pack(Buffer.from(JSON.stringify(value))).toString('base64')
          body.encoding = 'base64'
          if (header !== undefined) part.headers.push({ name: 'Content-Encoding', value: header })
        }
      }),
    )
    expect(broken[0]?.findings.map(({ field, rule }) => `${field} ${rule}`)).toEqual([
      'request.body.orderId type',
      'response.body.success.orderId type',
    ])
    expect(unchecked).toEqual([])
  })

  test('is put together from the pieces that Polly.js keeps', async () => {
    const bytes = gzipSync(JSON.stringify(wrong))
    const pieces = [bytes.subarray(0, 20), bytes.subarray(20)].map((piece) => piece.toString('base64'))
    const { broken } = await checked(
      changed(({ response }) => {
        Object.assign(response.content, { text: JSON.stringify(pieces), encoding: 'base64' })
        response.headers.push({ name: 'content-encoding', value: 'gzip' })
      }),
    )
    expect(broken[0]?.findings).toMatchObject([{ field: 'response.body.success.orderId' }])
  })

  test.each([
    ['zstd', 'zstd'],
    ['gzip that is broken off', 'gzip'],
    ['another encoding', 'SECRET-encoding'],
  ])('that cannot be unpacked is not checked, and no finding: %s', async (_, header) => {
    const report = await checked(
      changed(({ response }) => {
        const text = gzipSync(JSON.stringify(wrong)).subarray(0, 30).toString('base64')
        Object.assign(response.content, { text, encoding: 'base64' })
        response.headers.push({ name: 'content-encoding', value: header })
      }),
    )
    expect(report.ok).toBe(true)
    const named = header === 'SECRET-encoding' ? 'another encoding' : header
    const what = `the answer (it was kept compressed (${named}), and cannot be unpacked)`
    expect(report.unchecked).toEqual([{ what, exchanges: 1 }])
  })

  test('that would fill the memory when it is unpacked is not unpacked', async () => {
    const report = await checked(
      changed(({ response }) => {
        const text = gzipSync(Buffer.alloc(65 * 1024 * 1024)).toString('base64')
        Object.assign(response.content, { text, encoding: 'base64' })
      }),
    )
    expect(report.ok).toBe(true)
    expect(report.unchecked[0]?.what).toContain('cannot be unpacked')
  })
})

test('a body that was sent in chunks, and not recorded, is not checked: it is not missing', async () => {
  const sent = {
    url: `${pay}/pay/make-payment`,
    headers: { 'x-toss-user-key': '443731104', 'content-type': 'application/json' },
    answer: fail('4010'),
  }
  const inChunks = changed(({ request }) => {
    request.bodySize = -1
    request.headers.push({ name: 'Transfer-Encoding', value: 'chunked' })
  }, sent)
  const report = await checked(inChunks)
  expect(report).toMatchObject({ ok: true, broken: [] })
  expect(report.unchecked).toHaveLength(1)
  expect(await checked(harEntry(sent))).toMatchObject({ ok: false })
})

test('what was sent to an address of production counts as what was sent to its name', async () => {
  const byName = orderStatus()
  const byAddress = { ...byName, url: byName.url.replace('apps-in-toss-api.toss.im', '117.52.3.192') }
  const { operations, ignored } = await checked(harEntry(byAddress))
  expect({ operations, ignored }).toEqual({ operations: [expect.objectContaining({ exchanges: 1 })], ignored: [] })
})

describe('headers', () => {
  const withUser = { ...orderStatus(), headers: { 'x-toss-user-key': '443731104' } }
  const read = {
    url: `${api}/messenger/send-message`,
    body: { templateSetCode: 'a', context: {} },
    answer: fail('4010'),
  }

  test('without a value are no reason to refuse the file, and nothing is said of them', async () => {
    const report = await checked(
      changed(({ request }) => request.headers.push({ name: 'X-Trace' }, { name: 'Cookie', value: null })),
    )
    expect(report).toMatchObject({ ok: true, unchecked: [] })
  })

  test.each([['x-toss-user-key'], ['x-anon-key']])(
    '%s without a value is not checked: it is not missing',
    async (name) => {
      const report = await checked(
        changed(({ request }) => {
          request.headers.push({ name })
        }, read),
      )
      expect(report).toMatchObject({ ok: true, broken: [] })
      expect(report.unchecked).toEqual([
        { what: expect.stringMatching(/^the header x-.+-key \(its value was not recorded\)$/), exchanges: 1 },
      ])
    },
  )

  test('that the contract needs and that are not there at all are missing', async () => {
    const report = await checked(harEntry(read))
    expect(report.broken[0]?.findings).toMatchObject([{ field: 'request.headers.x-toss-user-key', rule: 'required' }])
  })

  test('that stand there twice with one value were sent once; with two values they are joined', async () => {
    const twice = (value: string) =>
      changed(({ request }) => request.headers.push({ name: 'X-Toss-User-Key', value }), withUser)
    expect(await checked(twice('443731104'))).toMatchObject({ ok: true })
    const { broken } = await checked(twice('443731105'))
    expect(broken[0]?.findings).toMatchObject([{ field: 'request.headers.x-toss-user-key', rule: 'pattern' }])
  })

  test('may be numbers and lists', async () => {
    const report = await checked(
      changed(({ request }) =>
        request.headers.push({ name: 'Content-Length', value: 20 }, { name: 'Via', value: ['a', 'b'] }),
      ),
    )
    expect(report.ok).toBe(true)
  })

  test('without a value stay so in a redacted copy, where the contract reads them', async () => {
    const path = await recording(
      har([
        changed(({ request }) => {
          request.headers.push({ name: 'x-toss-user-key' }, { name: 'X-SECRET' })
        }, read),
      ]),
    )
    const redactTo = join(await folder(), 'copy.har')
    const first = await checkTraffic([path], { redactTo })
    const again = await checkTraffic([redactTo])
    expect(again).toMatchObject({ ok: true, unchecked: first.unchecked })
  })
})

describe('a body of JSON', () => {
  const fields = (mimeType: string) =>
    changed(({ request }) => {
      request.postData = { mimeType, params: [{ name: 'orderId', value: 'x' }] }
      if (mimeType !== 'application/json') request.headers = [{ name: 'content-type', value: mimeType }]
    })

  test('of which a recorder kept the fields only is not checked', async () => {
    const report = await checked(fields('application/json'))
    expect(report.ok).toBe(true)
    const what = 'the request body (the recorder kept its fields as those of a form)'
    expect(report.unchecked).toEqual([{ what, exchanges: 1 }])
  })

  test('is not a form', async () => {
    const { broken } = await checked(fields('application/x-www-form-urlencoded'))
    expect(broken[0]?.findings.map(({ field }) => field)).toContain('request.headers.content-type')
  })

  test('that is in a file beside the HAR is not checked, and how to record it is said', async () => {
    const report = await checked(
      changed(({ response }) => {
        delete response.content.text
        response.content._file = 'SECRET.json'
      }),
    )
    const what = 'the answer (it is in a file beside the HAR: record with bodies embedded)'
    expect(report).toMatchObject({ ok: true, unchecked: [{ what, exchanges: 1 }] })
  })
})

describe('an entry that is none', () => {
  const odd = (url: string) => ({ request: { method: 'GET', url, headers: 'SECRET' }, response: {} })

  test('of another host is ignored like any other', async () => {
    const report = await checked(odd('https://cdn.example/app.js'), harEntry(orderStatus()))
    expect(report).toMatchObject({ ok: true, operations: [{ exchanges: 1 }] })
    expect(report.ignored).toEqual([{ host: 'cdn.example', entries: 1 }])
  })

  test('of the partner API refuses the file, with its place', async () => {
    await expect(checked(odd(`${api}/user/oauth2/login-me`))).rejects.toMatchObject({
      code: 'ERR_TRAFFIC_FILE',
      message: expect.stringMatching(/, entry 1: it is not a HAR entry: request\.headers must be /),
    })
  })

  test('of a call without an answer is one without an answer', async () => {
    for (const status of ['', null, undefined, 0, -1]) {
      const report = await checked(
        changed((entry) => {
          entry.response = { status }
        }),
      )
      expect(report.unchecked).toEqual([{ what: 'the answer (no answer was recorded)', exchanges: 1 }])
    }
  })
})

test.each([
  ['a zip', Buffer.from('PK\u0003\u0004rest'), /it is a zip: unzip it .* or record with bodies embedded/],
  ['gzip', gzipSync('{"log":{"entries":[]}}'), /it is packed with gzip: unpack it first/],
])('%s is named as such', async (_, bytes, message) => {
  const path = join(await folder(), 'traffic.har')
  await writeFile(path, bytes)
  await expect(checkTraffic([path])).rejects.toMatchObject({
    code: 'ERR_TRAFFIC_FILE',
    message: expect.stringMatching(message),
  })
})
