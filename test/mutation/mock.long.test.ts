import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { type FixtureResponse, type OperationId, operations } from '../../contracts/index.js'
import { type ExchangeEntry, type MockServer, startMockServer } from '../../mock-server/index.js'
import { verify } from '../../verify/index.js'
import { readAnswer } from '../../verify/read-answer.js'
import { drivers } from '../clients/drivers.js'
import { tellStory } from '../clients/story.js'
import { type PassingAnswer, startBrokenServer } from '../verify/broken-server.js'
import { type Found, kinds, type Mutant, responseMutants } from './exchange-mutants.js'
import { judgeMutants, tableOf } from './tally.js'

let mock: MockServer
let answers: ExchangeEntry[]
beforeAll(async () => {
  mock = await startMockServer({ redact: false, journalSize: 5_000 })
  // Every operation, then every failure of it: what the mock answers meanwhile is what is broken below.
  await tellStory(mock, 'story', (drivers.undici as (typeof drivers)[string]).drive)
  await payByCard()
  answers = distinct(mock.journal.exchanges())
})
afterAll(() => mock.close())

/** What verify pays for comes from an account. */
async function payByCard(): Promise<void> {
  const { baseUrl, clientTls, toss } = mock
  await using client = createClient({ baseUrl, ...clientTls })
  const { userKey } = await toss.logIn()
  const order = { orderNo: 'card-1', productDesc: '티셔츠', amount: 50_000, amountTaxFree: 0, isTestPayment: true }
  const { payToken } = await client.pay.makePayment({ userKey, ...order })
  await toss.payments.approve(payToken, { payMethod: 'CARD' })
  await client.pay.executePayment({ userKey, payToken, isTestPayment: true })
  await client.pay.getPaymentStatus({ userKey, payToken, isTestPayment: true })
  await client.pay.refundPayment({ userKey, payToken, reason: '환불', isTestPayment: true })
}

/** One answer of each operation with each outcome, and with a card and without. */
function distinct(entries: readonly ExchangeEntry[]): ExchangeEntry[] {
  const first = new Map<string, ExchangeEntry>()
  for (const entry of entries) {
    const { operation, status, resultType, errorCode, response } = entry
    const isByCard = /"(cardMethodType|card)":[^n]/.test(JSON.stringify(response.body))
    const key = `${operation} ${status} ${resultType} ${errorCode} ${isByCard}`
    if (operation !== null && !first.has(key)) first.set(key, entry)
  }
  return [...first.values()]
}

type Judge = (answer: FixtureResponse) => readonly Found[]

/** How verify judges an answer. */
const verified =
  (id: OperationId): Judge =>
  (answer) => {
    const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body)
    const contentType = answer.contentType ?? 'application/json; charset=utf-8'
    const { differences, leftOut } = readAnswer(id, { status: answer.status, contentType, text, protocol: undefined })
    return [...differences, ...leftOut.map((name) => ({ field: `response.body.success.${name}`, rule: 'left out' }))]
  }

function mutantsOf(
  { operation, status, errorCode, resultType, response }: ExchangeEntry,
  judge: (id: OperationId) => Judge = verified,
): Mutant[] {
  const id = operation as OperationId
  const origin = `mock/${errorCode === undefined ? resultType.toLowerCase().replace('_', '-') : `fail-${errorCode}`}`
  const mutants = responseMutants(id, origin, { status, body: response.body }, judge(id))
  // verify tells of all items of a list together.
  const inWords = mutants.map((mutant) => ({
    ...mutant,
    fields: mutant.fields.map((field) => field.replace(/\[\d+\]/g, '[]')),
  }))
  // What the caller sent comes back as it is: whatever is in it is no rule of the answer.
  return inWords.filter(({ fields }) => !/\.rejectedValue\./.test(fields[0] as string))
}

test('every mutant of what the mock answers is a difference to verify, at the right field', () => {
  const mutants = answers.flatMap((entry) => mutantsOf(entry))
  expect(new Set(mutants.map(({ of }) => of)).size).toBe(operations.length)
  const report = judgeMutants(mutants)
  console.log(tableOf('the mock', report))
  expect(report.survivors).toEqual([])
})

test('no mutant can be laid ready as an answer: it is refused, and the field named', () => {
  const { overrides } = mock
  const refuse = (id: OperationId) => (answer: FixtureResponse) => {
    if (answer.contentType === 'text/html') return [{ field: 'response.headers.content-type', rule: 'not an override' }]
    try {
      overrides.set('mutants', id, [{ name: 'a mutant', status: answer.status, body: answer.body }])
      return []
    } catch (error) {
      const named = (error as Error).message.match(/response\.[\w.[\]-]*[\w\]]/g) ?? []
      return named.map((field) => ({ field: field.replace(/\[\d+\]/g, '[]'), rule: 'refused' }))
    }
  }
  const { survivors } = judgeMutants(answers.flatMap((entry) => mutantsOf(entry, refuse)))
  overrides.clear('mutants')
  expect(survivors).toEqual([])
})

/** Ways to break the envelope of any failure, and where it shows. */
const breakages: readonly { name: string; field: string; change(answer: PassingAnswer): void }[] = [
  {
    name: 'errorCode is dropped',
    field: 'response.body.error.errorCode',
    change: ({ json }) => delete json.error.errorCode,
  },
  { name: 'success is left out', field: 'response.body.success', change: ({ json }) => delete json.success },
  {
    name: 'reason is null',
    field: 'response.body.error.reason',
    change: ({ json }) => set(json.error, 'reason', null),
  },
  {
    name: 'errorCode is not text',
    field: 'response.body.error.errorCode',
    change: ({ json }) => set(json.error, 'errorCode', 4999),
  },
  {
    name: 'errorType is text',
    field: 'response.body.error.errorType',
    change: ({ json }) => set(json.error, 'errorType', '0'),
  },
  { name: 'data is a list', field: 'response.body.error.data', change: ({ json }) => set(json.error, 'data', []) },
  {
    name: 'resultType is made up',
    field: 'response.body.resultType',
    change: ({ json }) => set(json, 'resultType', 'FAILURE'),
  },
  {
    name: 'error is called errors',
    field: 'response.body.error',
    change: ({ json }) => set(json, 'errors', take(json, 'error')),
  },
  { name: 'the status is another', field: 'response.status', change: (answer) => set(answer, 'status', 418) },
]

function set(object: object, name: string, value: unknown): void {
  Object.assign(object, { [name]: value })
}

function take(object: Record<string, unknown>, name: string): unknown {
  const value = object[name]
  delete object[name]
  return value
}

describe('over real sockets', () => {
  // get-key has no failure that is safe to ask for: the safe set leaves it out.
  const asked = operations.filter(({ id }) => id !== 'promotion.getKey')

  test.each([0, 4])('each operation, broken in a way of its own (%i), is found out by the safe set', async (shift) => {
    const wayOf = (path: string) => {
      const index = asked.findIndex((operation) => operation.path.endsWith(`apps-in-toss${path}`))
      return index === -1 ? undefined : breakages[(index + shift) % breakages.length]
    }
    await using server = await startBrokenServer(mock, {
      answers: [(answer, { path }) => void (answer.json?.resultType === 'FAIL' && wayOf(path)?.change(answer))],
    })
    const { findings } = await verify({ baseUrl: server.baseUrl, ...mock.clientTls })
    for (const [index, { id }] of asked.entries()) {
      const { name, field } = breakages[(index + shift) % breakages.length] as (typeof breakages)[number]
      const own = findings.filter(({ behaviours }) => behaviours.some((behaviour) => behaviour.startsWith(`${id}/`)))
      expect(
        own.map((finding) => finding.field),
        `${id}: ${name}`,
      ).toContain(field)
    }
  })
})

test('the kinds that an answer can have are all among those of the mock', () => {
  const seen = new Set(answers.flatMap((entry) => mutantsOf(entry)).map(({ kind }) => kind))
  const ofRequests = kinds.filter((kind) => /request|header|method|path/.test(kind))
  expect(kinds.filter((kind) => !seen.has(kind) && !ofRequests.includes(kind))).toEqual([])
})
