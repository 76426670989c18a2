import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { badServerCertificates } from '../../ca/index.js'
import { faultKindNames, faultResultTypes, faultStatuses } from '../../mock-server/partner-side/faults/fault.js'
import { namedFaults, readNamedFault } from '../../mock-server/partner-side/faults/named-faults.js'
import { refusalText, refusalTexts, specialCases } from '../../mock-server/record/refusal-texts.js'
import { nodeClients, type ShownByClient } from '../../scripts/failure-table/clients.js'
import { type Failure, failures, seenOnlyInTheLog } from '../../scripts/failure-table/failures.js'
import { inMarkdown } from '../../scripts/failure-table/shown.js'
import { setStage } from '../../scripts/failure-table/stage.js'

const pages = ['failures.md', 'failures.ko.md'] as const
const read = (name: string) => readFile(new URL(`../../docs/${name}`, import.meta.url), 'utf8')

/** Everything that can go wrong, by the lists in the code. */
const kinds = [
  ...[...Object.keys(refusalTexts), ...Object.keys(specialCases)].map((found) => `refusal ${found}`),
  ...Object.keys(badServerCertificates).map((kind) => `server ${kind}`),
  ...namedFaults.map(({ name }) => `fault ${name}`),
  ...faultKindNames.map((kind) => `kind ${kind}`),
  ...faultStatuses.flatMap((status) => [`status ${status}`, `page ${status}`]),
  ...faultResultTypes.map((resultType) => `resultType ${resultType}`),
]

test('every kind of failure has its place on the page, and every row is one that exists', () => {
  const covered = new Set([
    ...failures.flatMap(({ covers }) => covers),
    ...seenOnlyInTheLog.map((each) => `refusal ${each}`),
  ])
  expect(kinds.filter((kind) => !covered.has(kind))).toEqual([])
  expect([...covered].filter((each) => !kinds.includes(each))).toEqual([])
  expect(new Set(failures.map(({ id }) => id)).size).toBe(failures.length)
  for (const { cause } of failures) {
    if (cause.kind === 'fault') expect(readNamedFault(cause.header, 'promotion.getKey'), cause.header).toBeDefined()
  }
})

test.each(pages)('%s has a section and a line of the overview for each of them, ERR_NETWORK first', async (name) => {
  const page = await read(name)
  const anchors = [...page.matchAll(/^<a id="(.+)"><\/a>$/gm)].map(([, id]) => id)
  const lines = [...page.matchAll(/^\| \[.*?\]\(#(.+?)\)/gm)].map(([, id]) => id)
  const ids = failures.map(({ id }) => id)
  expect([anchors, lines]).toEqual([ids, ids])
  expect(page).toMatch(/^### `ERR_NETWORK`/m)
  const language = name === 'failures.md' ? 'en' : 'ko'
  for (const found of seenOnlyInTheLog) {
    const { reason, message, fix } = refusalText(found, language)
    expect(page).toContain(`| \`${reason}\` | ${message} | ${fix} |`)
  }
  for (const { title, means, todo } of failures) {
    for (const text of [title, means, todo]) expect(page).toContain(text[language])
  }
})

test.each(pages)('%s holds nothing of the run that wrote it', async (name) => {
  const page = await read(name)
  expect(page).not.toMatch(/127\.0\.0\.1:\d|\/tmp\/|\d{4}-\d\d-\d\d|undefined|\[object/)
})

const sample = [
  'no-client-certificate',
  'expired',
  'untrusted-authority',
  'server-wrong-host',
  'connection-refused',
  'reset',
  'not-json',
  'status-503',
]

let shown: ShownByClient
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-'))
  // None of the sample is about time, and a busy machine must not make a timeout of it.
  const stage = await setStage(folder, 30_000)
  const wanted = sample.map((id) => failures.find((failure) => failure.id === id) as Failure)
  shown = await nodeClients(await stage.attempts(wanted), stage.ca)
  await stage.close()
})
afterAll(() => rm(folder, { recursive: true }))

test.each(sample)('what the Node clients show of %s is what the page says', async (id) => {
  const page = await read('failures.md')
  const section = page.slice(page.indexOf(`<a id="${id}"></a>`)).split('<a id=', 2)[1] as string
  for (const [client, byFailure] of Object.entries(shown)) {
    const { long } = inMarkdown(client, byFailure[id] as never)
    const row = section.split('\n').find((line) => line.split(' | ')[0]?.replace('| ', '').split('; ').includes(client))
    expect(row, client).toBe(`${row?.split(' | ')[0]} | ${long} |`)
  }
})

test('without a certificate axios with the fetch adapter shows ERR_NETWORK and no more', () => {
  expect(shown['axios, fetch adapter']?.['no-client-certificate']?.error).toMatchObject({
    code: 'ERR_NETWORK',
    message: 'Network Error',
  })
})
