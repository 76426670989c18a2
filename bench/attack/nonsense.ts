import { operations } from '../../contracts/index.js'
import type { Random } from './random.js'

const letters = 'abcdefghijklmnopqrstuvwxyz'

/** Bytes of any kind. */
export function bytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => random.below(256)))
}

const word = (random: Random) => Array.from({ length: 1 + random.below(12) }, () => letters[random.below(26)]).join('')

/** A value of any type that JSON has, and some that are unlikely. */
function value(random: Random, depth = 0): unknown {
  const kinds: (() => unknown)[] = [
    () => null,
    () => random.below(2) === 0,
    () => random.below(2 ** 31) - 2 ** 30,
    () => 1e308 * (random.below(3) - 1),
    () => '',
    () => word(random),
    () => '\u0000\ud800\uffff'.repeat(1 + random.below(5)),
    () => 'x'.repeat(random.below(5_000)),
    () => Array.from({ length: random.below(4) }, () => value(random, depth + 1)),
    () => Object.fromEntries(Array.from({ length: random.below(4) }, () => [word(random), value(random, depth + 1)])),
  ]
  return (kinds[random.below(depth > 3 ? 8 : kinds.length)] as () => unknown)()
}

const fields = [
  'userKey',
  'payToken',
  'orderNo',
  'amount',
  'key',
  'promotionCode',
  'templateSetCode',
  'context',
  'code',
]

/** A body with fields that operations have, of wrong types, and now and then bytes changed so that it is no JSON. */
export function fuzzedBody(random: Random): Buffer {
  const chosen = fields.filter(() => random.below(3) > 0).concat(word(random))
  const text = Buffer.from(JSON.stringify(Object.fromEntries(chosen.map((field) => [field, value(random)]))))
  if (random.below(3) > 0) return text
  for (let time = 0; time <= random.below(4); time++) text[random.below(text.length)] = random.below(256)
  return text
}

/** JSON that is small to send and large to hold, or that means harm. */
export const bombs: readonly (() => string)[] = [
  () => '['.repeat(500_000),
  () => `${'['.repeat(400_000)}${']'.repeat(400_000)}`,
  () => `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  () => `{"userKey":1,"context":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  () => `{"amount":${'9'.repeat(900_000)}}`,
  () => '{"amount":1e999999999,"userKey":-1e-999999999}',
  () => `{${JSON.stringify('k'.repeat(900_000))}:1}`,
  () => `{${Array.from({ length: 60_000 }, (_, index) => `"k${index}":1`).join(',')}}`,
  () => '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"userKey":"__proto__"}',
  () => `{"__proto__":${'{"__proto__":'.repeat(1_000)}{}${'}'.repeat(1_000)}}`,
  () => `[${'"",'.repeat(300_000)}""]`,
  () => JSON.stringify({ orderNo: '\\u0000'.repeat(100_000) }),
  () => `{"orderNo":"${'\\ud800'.repeat(100_000)}"}`,
  () => '{"a":1,'.repeat(50_000),
]

/** The operations' methods and paths. */
export const targets = operations.map(({ method, path }) => ({ method, path }))

/** A request that is no HTTP, or hardly. */
export function malformedRequest(random: Random): Buffer {
  const { method, path } = targets[random.below(targets.length)] as (typeof targets)[number]
  const line = `${method} ${path} HTTP/1.1\r\nHost: a\r\n`
  const kinds: (() => string | Buffer)[] = [
    () => bytes(random, 1 + random.below(2_000)),
    () => `${word(random).toUpperCase()} ${path} HTTP/1.1\r\nHost: a\r\n\r\n`,
    () => `${method} ${path} HTTP/9.9\r\n\r\n`,
    () => `${method} /${'../'.repeat(random.below(300))}etc/passwd HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`,
    () => `${method} ${path}?${'a=b&'.repeat(random.below(6_000))} HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n`,
    () => `${line}${`x-${word(random)}: ${'y'.repeat(random.below(300))}\r\n`.repeat(random.below(200))}\r\n`,
    () => `${line}Content-Length: -1\r\n\r\n`,
    () => `${line}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd`,
    () => `${line}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    () => `${line}Transfer-Encoding: chunked\r\n\r\n${word(random)}\r\n${word(random)}\r\n`,
    () => `${line}Transfer-Encoding: gzip, chunked, ${word(random)}\r\n\r\n`,
    () => `${line}x: \u0000\u0001${word(random)}\r\n\r\n`,
    () => `${line}Authorization: Bearer ${'a.'.repeat(random.below(3_000))}\r\nContent-Length: 0\r\n\r\n`,
    () =>
      `${line}Content-Type: ${word(random)}/${word(random)}; charset=${word(random)}\r\nContent-Length: 2\r\n\r\n{}`,
    () => `${line}x-toss-user-key: ${word(random)}\r\nContent-Length: 0\r\n\r\n`,
    () => `${line}x-apps-in-toss-mock-fault: ${word(random)}=${random.below(1e9)}\r\nContent-Length: 0\r\n\r\n`,
    () => `${line}Expect: ${word(random)}\r\nUpgrade: websocket\r\nConnection: upgrade\r\n\r\n`,
    () => `${line}Content-Length: 100\r\n\r\n{"half`,
    () => 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    () => `CONNECT ${word(random)}:443 HTTP/1.1\r\nHost: a\r\n\r\n`,
  ]
  return Buffer.from((kinds[random.below(kinds.length)] as () => string | Buffer)() as string)
}
