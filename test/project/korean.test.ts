import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createProgram } from '../../cli/program.js'
import {
  callbacks,
  checkRequest,
  loadFixtures,
  operations,
  type Provenance,
  sourceInWords,
  variants,
} from '../../contracts/index.js'
import { errorTable } from '../../errors/index.js'
import { catalogue, inKorean } from '../../korean/catalogue.js'
import { koreanCommands } from '../../korean/commands.js'
import { particleBehind } from '../../korean/particles.js'
import { commandLineTexts } from '../../korean/texts/command-line.js'
import { contractTexts } from '../../korean/texts/contract.js'
import { koreanTexts } from '../../korean/texts/control.js'
import { doctorTexts } from '../../korean/texts/doctor.js'
import { errorTexts } from '../../korean/texts/errors.js'
import { helpTexts } from '../../korean/texts/help.js'
import { logTexts, reasonTexts, tossAppTexts } from '../../korean/texts/log.js'
import { refusalTextsInKorean } from '../../korean/texts/refusals.js'
import { verifyTexts } from '../../korean/texts/verify.js'
import { controlOpenApiDocument } from '../../mock-server/control/openapi.js'
import { koreanPage } from '../../mock-server/control/reference/korean-page.js'
import { referencePage } from '../../mock-server/control/reference/page.js'
import { controlRoutes } from '../../mock-server/control/routes.js'
import { thrownAnswer } from '../../mock-server/partner-side/answer.js'
import { scenarios } from '../../mock-server/partner-side/faults/scenarios.js'
import {
  stateAwayError,
  stateBusyError,
  stateFileError,
  stateUnknownError,
} from '../../mock-server/world/state/state-errors.js'
import { everyBehaviour } from '../../verify/behaviour.js'
import { invent } from '../../verify/safe-set/invented.js'
import { safeProbes } from '../../verify/safe-set/probes.js'
import { tlsProbes } from '../../verify/safe-set/tls.js'
import { whyUnchecked } from '../../verify/why-unchecked.js'
import { sourcesIn, type Text, textsOf } from './sentences.js'

const { paths = {}, tags = [] } = controlOpenApiDocument('http://127.0.0.1')
const commands = Object.values(paths).flatMap((methods) => Object.values(methods as Record<string, Described>))

interface Described {
  readonly operationId: string
  readonly parameters?: unknown
  readonly requestBody?: unknown
}

function* descriptions(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'description' && typeof inner === 'string') yield inner
    else yield* descriptions(inner)
  }
}

test('every command of the control API has a Korean name: korean/commands.ts', () => {
  expect(commands.map(({ operationId }) => operationId).filter((id) => koreanCommands[id] === undefined)).toEqual([])
})

test('and every description of a field, group and scenario: korean/texts/control.ts', () => {
  const texts = [
    ...commands.flatMap(({ parameters, requestBody }) => [...descriptions(parameters), ...descriptions(requestBody)]),
    ...tags.map(({ description = '' }) => description),
    ...Object.values(scenarios).map(({ text }) => text),
  ]
  expect([...new Set(texts)].filter((text) => koreanTexts[text] === undefined)).toEqual([])
})

test('and every description of a key in a seed file: korean/texts/seed.ts', () => {
  const schema = JSON.parse(readFileSync(new URL('../../schemas/seed.schema.json', import.meta.url), 'utf8'))
  const words = [...new Set(descriptions(schema))].filter((text) => / /.test(text))
  expect(words.filter((text) => isEnglish(inKorean(text)))).toEqual([])
})

test('a Korean sentence has every value of the English one', () => {
  const holesOf = (text: string) => text.match(/\{\d?\}/g) ?? []
  const wrong = Object.entries(catalogue).filter(([english, korean]) => {
    const wanted = holesOf(english).map((_, index) => index + 1)
    let next = 1
    const found = holesOf(korean).map((hole) => (hole === '{}' ? next++ : Number(hole[1])))
    return found.sort().join() !== wanted.join() && !leavesOut.includes(english)
  })
  expect(wrong.map(([english]) => english)).toEqual([])
})

/** Where a value would only repeat in Korean. */
const leavesOut = ['Set-up of {} ({})']

test('no sentence is translated twice, in two ways', () => {
  const lists = [
    commandLineTexts,
    contractTexts,
    koreanTexts,
    doctorTexts,
    errorTexts,
    helpTexts,
    logTexts,
    refusalTextsInKorean,
    reasonTexts,
    tossAppTexts,
    verifyTexts,
  ]
  const differing = lists
    .flatMap((part) => Object.entries(part))
    .filter(([english, korean]) => (catalogue as Record<string, string>)[english] !== korean)
  expect(differing).toEqual([])
})

const texts = [
  ...['ca', 'cli', 'client', 'contracts', 'errors', 'files', 'mini-app', 'mock-server', 'redirect', 'testing'],
  ...['traffic', 'verify'],
]
  .flatMap(sourcesIn)
  .flatMap((path) => textsOf(path).map((text) => ({ ...text, path })))

/** Whoever makes an error, or never returns: what is handed to it, or stands in it, is read by a person. */
const tellers = new Set([
  ...['CodedError', 'told', 'because', 'fix', 'message'],
  // Classes below CodedError whose text the control API gives, and a command prints.
  ...['InvalidRequest', 'PurchaseRefusal'],
  // The log, and what has a line of it.
  ...[
    'error',
    'warn',
    'info',
    'debug',
    'log[level]',
    'afterwards',
    'onRefused',
    'refusalLine',
    'warningLine',
    'expiredLine',
  ],
  ...texts.flatMap(({ within }) => within.filter((name) => name.startsWith('=')).map((name) => name.slice(1))),
])

/** Where the texts are that say what a request or an answer breaks. */
const ofViolations =
  /^contracts\/(check|schema-violations|expectation|slips|mistaken-fields|unmatched|unsafe-integers|advice|advice-table|encrypted-field)\.ts$/
const sources = ['documented', 'observed', 'assumed', 'reliedOn']

function isRead({ text, within, path }: Text & { readonly path: string }): boolean {
  if (!/[a-z]{2}/.test(text.replaceAll('{}', '')) || !/\S\s\S/.test(text)) return false
  // Those of the assumptions that verify tells are held below.
  if (within.some((name) => sources.includes(name))) return false
  // The head of an OpenAPI document, the id of a command, and what nobody can bring about.
  if (path.endsWith('/openapi.ts') || path.endsWith('/schemaless.ts') || path.endsWith('control/commands/mock.ts'))
    return false
  // A test runner prints it, between what it says itself.
  if (/^testing\/(assertions|findings|received|try-every-answer|matchers)\.ts$/.test(path))
    return within.includes('CodedError')
  if (ofViolations.test(path) || path.startsWith('cli/')) return true
  if (path.startsWith('verify/')) return within.some((name) => ofReport.has(name))
  if (path === 'traffic/har-entries.ts' && within.includes('fail')) return true
  return within.some((name) => tellers.has(name.replace('=', '')))
}

/** What hands a text to the report of verify, but the keys by which differences are told apart. */
const ofReport = new Set(['cannot', 'note', 'holds', 'sends', 'harmless', 'expected', 'got', 'CodedError'])

/** Flags, code, commands for a shell, and what else programs read. */
const notForPeople = [
  /^(--|-\w, --|-[dH] |- "|<|\[|#|%|\^|node |npx |curl |fs\.|const |NODE_|export |set -gx |\$env:|sudo |netsh |echo |mount |printf |eval )/,
  /^(diff <|aliases: |ÿ Go|POST \/|connectaddress|text\/|\d{3} [A-Z]|Bearer |\(Node |apps-in-toss-mock( state|: \{\}| \{\}| is started.*)?$)/,
  /… \[cut/,
]

/** What is put together of texts that are in the catalogue as wholes, with what they make. */
const parts = [
  'alert {} {}',
  '{}{} is a magic value of this mock',
  'the clock that was kept {}: it begins at real time',
  'Give the HTTP client the certificate and key files of this mock. {}',
  'Make the client trust ca.crt: {}. Production needs none of this.',
  'auto-login: {}; production answers OAUTH_ISSUE_TOKEN_ERROR',
  'auto-approve: {}; {}',
  'checkoutPayment: {}. {}',
  'proxy: {} → {}',
  '{}. It was refused: strict',
  '{}. It was answered all the same (assumed): the real app may not',
  '{}: {}. {}. What the real app answers is not known',
  'the client certificate CN={}, serial {} was revoked; {} {} closed',
  '{}{} → {} ({}, {} ms){}',
  ...['{}   CN={}, serial {}, valid until {}', '{} open {}', '{} doctor {}', '{} stop {}', '{}, version {}'],
  ...[
    'No change breaks clients ({}).',
    '{} {} clients',
    '(besides {}).',
    'the {} is not',
    'do not {}',
    '{} {}, not {}',
  ],
  ...['{}: {}; this package reads it, your own client will not repair this', 'No problem found{}.', 'must be {}{}'],
  ...["error: unknown command '{}'\n({})", 'the command {} {}', '{} files{}', '{}, {} failed', 'the page {} {}'],
  ...['{}  {} → {} ({}, {} ms)', '{}, {} ms', 'the control API has no {}', '{} finding{}, in {} behaviours.'],
  '{} configured; without certificate and key the platform refuses every connection (ERR_NETWORK)',
  '{} cannot be written to a dotenv file so that every reader gets the same{}',
  'the command sees a hosts file of its own: {} are the mock, all else is as ever',
  ...[
    'Base64 of 32 bytes ({}); {}',
    '{} of {} {} the contract',
    '… and {} more {}.',
    '{}; wait {} s',
    'clock.instant: {} {}',
  ],
  ...[
    '{} is not UTF-8 (encoding): {}.',
    '{} is more than this mock reads (size), {}: {}.',
    '{}: {} is in miniApps as well',
  ],
  '{} {} {} {}   {} (Node {}, {} {}).',
  ...["error: unknown command '{}' ({})", '{}: {}, and begins with a letter or digit'],
  ...['handshake {}', '{} the number without quotes', '{} the number in quotes', '{} a string, never null'],
  ...['{} a JSON object, not text', 'correct it{}', 'value: {}', '{}: something else has changed it, or a disk has'],
  '{} {} Or give it the address: APPS_IN_TOSS_BASE_URL.{} What is led here: docs/unmodified-code.md.',
  '{} {}\n{}\n{}   {} (Node {}, {} {}).',
]

test('what a person reads is in the catalogue', () => {
  const keys = Object.keys(catalogue)
  const missing = texts
    .filter(isRead)
    .map(({ text, path }) => ({ text: text.trim().replaceAll('\n', ' '), path }))
    .filter(({ text }) => !parts.includes(text) && !notForPeople.some((pattern) => pattern.test(text)))
    .filter(({ text }) => !keys.some((key) => key.includes(text.replace(/[.:]$/, ''))))
    .filter(({ text }) => waysOf(text).every((each) => isEnglish(inKorean(each.replaceAll('{}', 'x1')))))
  expect([...new Set(missing.map(({ text, path }) => `${path}: ${text}`))]).toEqual([])
})

/** As it is, behind a name, and without what else may stand before or behind it. */
const waysOf = (text: string) => [text, `x ${text}`, text.replace(/ ?\{\}$/, ''), text.replace(/^\{\} /, '')]

/** Nothing of it was translated. */
const isEnglish = (text: string) => !/[가-힣]/.test(text)

test('and so is what every error means, and what to do about it', () => {
  const said = Object.values(errorTable).flatMap(({ meaning, fix }) => [meaning, fix])
  expect(said.filter((text) => isEnglish(inKorean(text)))).toEqual([])
})

test('and all that the page at / says but codes and the names of sources', async () => {
  const info = { baseUrl: 'https://127.0.0.1:1', controlUrl: 'http://127.0.0.1:2', appName: 'shop' }
  const english = referencePage({ fixtures: await loadFixtures(), info, routes: controlRoutes })
  const page = koreanPage(english, controlRoutes)
  expect(page).toContain('<html lang="ko">')
  const words = page
    .replaceAll(/<style>[^<]*<\/style>|<(pre|code|span class="source").*?<\/(pre|span|code)>/gs, '<>')
    .match(/[^<>]*(?=<)/g)
  const sentences = (words ?? []).filter((text) => /[a-z]+ [a-z]+ /.test(text) && isEnglish(text))
  expect(sentences).toEqual([])
  // The same code, tables and links in both.
  const tagsOf = (html: string) => html.match(/<\w+/g)
  expect(tagsOf(page)).toEqual(tagsOf(english))
})

test('what stands in a hole is translated in its turn, names and values are not', () => {
  expect(
    inKorean('request.body.amount must be an integer (type), and is a string, "x": send the number without quotes.'),
  ).toBe('request.body.amount는 정수여야 하는데(type) 문자열 "x"예요. 숫자를 따옴표 없이 보내세요.')
  expect(
    inKorean(checkRequest('login.generateToken', { headers: {}, body: { authorizationCode: 'a' } })[0]?.message ?? ''),
  ).toBe(
    'request.body.referrer가 필요한데 없어요. 문자열을 보내세요 (토스 앱에서는 DEFAULT, 샌드박스 앱에서는 SANDBOX. 비어 있지 않은 문자열이면 받아요).',
  )
  expect(inKorean('Did you mean type?')).toBe('type을 쓰려고 했나요?')
  expect(
    inKorean(
      'world.yaml: 1 problem, and nothing was seeded\n  world.yaml:3:5 miniApps.shop.users: the file is not UTF-8',
    ),
  ).toBe(
    'world.yaml: 문제 1개. 아무것도 만들지 않았어요\n  world.yaml:3:5 miniApps.shop.users: 파일이 UTF-8이 아니에요',
  )
  expect(inKorean('--port must be a whole number, not "abc".')).toBe('--port는 정수여야 하는데 "abc"예요.')
  expect(inKorean('a.har: it cannot be read (ENOENT)')).toBe('a.har: 읽을 수 없어요 (ENOENT)')
  expect(inKorean('expected an integer; found a string of 4 characters')).toBe('정수여야 하는데 4자 문자열이에요')
  expect(inKorean('nobody has written this')).toBe('nobody has written this')
})

test.each([
  ['김토스', '를'],
  ['인증 기관(CA)', '을'],
  ['shop', '을'],
  ['"userKey"', '를'],
  ['payToken', '을'],
  ['appName', '을'],
  ['amount', '를'],
  ['ca.crt', '를'],
  ['world.yaml', '을'],
  ['JSON', '을'],
  ['GET', '을'],
  ['API', '를'],
  ['URL', '을'],
  ['HTTP', '를'],
  ['PAY_COMPLETE', '를'],
  ['NOT_FOUND', '를'],
  ['webhook', '을'],
  ['true', '를'],
  ['null', '을'],
  ['TLS 1.2', '를'],
  ['8443', '을'],
  ['302894681', '을'],
  ['3,000', '을'],
  ['504', '를'],
])('the particle behind %s is the one that is read aloud', (value, object) => {
  expect(particleBehind(value, '를')).toBe(object)
})

test('broken rules one behind another are told one by one', () => {
  const required = 'request.body.referrer is required and missing: send a string (What is paid for).'
  const type =
    'request.body.amount must be an integer (type), and is a string, "25000": send the number without quotes.'
  expect(inKorean(`${required} ${type}`)).toBe(`${inKorean(required)} ${inKorean(type)}`)
  expect(inKorean(required)).toContain('문자열을 보내세요')
})

test('a particle stands behind the quote of its value', () => {
  const missing = ['file', 'page'].map((name) => inKorean(`error: missing required argument '${name}'`))
  expect(missing).toEqual(["오류: 인자 'file'을 주세요", "오류: 인자 'page'를 주세요"])
})

test('a sentence behind a value is no part of it', () => {
  expect(inKorean('users[1].user: this mini-app has no user with the id nobody. There are a, b.')).toBe(
    'users[1].user: 이 미니앱에 id가 nobody인 사용자가 없어요. 쓸 수 있는 것: a, b.',
  )
})

test.each([
  stateAwayError('redis://127.0.0.1:6379'),
  stateBusyError(1_000),
  stateUnknownError(undefined),
  stateFileError('/tmp/a.state', 'was closed'),
])('why the mock cannot do its work is Korean, with what to do: $code', (error) => {
  const { because = '' } = thrownAnswer(error)
  expect(inKorean(because)).toMatch(/^목 서버가 처리하지 못했어요: [^a-z]*/)
  expect(inKorean(because)).not.toMatch(/[a-z]{2,} [a-z]{2,}/)
})

test('behind ㄹ the way is 로, behind another final consonant 으로', () => {
  const ways = ['url', 'mail', '8447', 'token', '500', 'https'].map((value) => value + particleBehind(value, '로'))
  expect(ways).toEqual(['url로', 'mail로', '8447로', 'token으로', '500으로', 'https로'])
})

test('a value that looks like our sentences holds nobody up, however often it does', () => {
  const sentence = '{} is required and missing: send {} ({}), for example {}.'
  expect(Object.hasOwn(catalogue, sentence)).toBe(true)
  const parts = sentence.split('{}').slice(0, -1)
  const texts = [parts.map((part) => `${part} x`.repeat(300)).join(''), 'a: '.repeat(20_000)]
  // Within the time that a test has; with a regular expression it was minutes.
  expect(texts.map((text) => inKorean(`${text}\u0001`))).toHaveLength(texts.length)
})

/** English is left of it, outside of quotes and code. */
const isHalfEnglish = (text: string) => /[a-z]{2,} [a-z]+ [a-z]{2,}/.test(text.replaceAll(/"[^"]*"/g, ''))

function provenancesIn(value: unknown): Provenance[] {
  if (typeof value !== 'object' || value === null) return []
  const { known, source } = value as Partial<Provenance>
  const own = typeof known === 'string' && typeof source === 'string' ? [value as Provenance] : []
  return [...own, ...Object.values(value).flatMap(provenancesIn)]
}

test('and all that verify and check say: what it sends, what it compares, whence that is known, and why the rest is left out', () => {
  const sent = [...safeProbes(invent(), '302894681'), ...tlsProbes('https://localhost', 'https://127.0.0.1')]
  const behaviours = everyBehaviour()
  const said = [
    ...sent.flatMap(({ sends, harmless }) => [sends, harmless]),
    ...behaviours.map(({ says }) => says),
    ...behaviours.map(whyUnchecked),
    ...provenancesIn([operations, callbacks, variants, behaviours]).map(sourceInWords),
  ]
  const words = said.filter((text) => !/^[A-Z_→ ;,.]+( or [A-Z_→ ;,.]+)*$/.test(text))
  const wrong = words.filter((text) => isEnglish(inKorean(text)) || isHalfEnglish(inKorean(text)))
  expect([...new Set(wrong)]).toEqual([])
})

test('and all that --help says', () => {
  const program = createProgram(() => {})
  const all = (command: typeof program): (typeof program)[] => [command, ...command.commands.flatMap(all)]
  const said = all(program).flatMap((command) => [
    command.description(),
    ...command.options.filter(({ hidden }) => !hidden).map(({ description }) => description),
    ...command.registeredArguments.map(({ description }) => description),
  ])
  const codes = /^[a-z-]+(, [a-z-]+)+$/
  expect(said.filter((text) => text !== '' && !codes.test(text) && isEnglish(inKorean(text)))).toEqual([])
})
