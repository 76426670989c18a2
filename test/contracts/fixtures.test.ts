import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { derivedFixtures } from '../../contracts/derived-fixtures.js'
import {
  checkRequest,
  checkResponse,
  type Fixture,
  loadFixtures,
  type Operation,
  operations,
  type VariantChoices,
  type Violation,
  variants,
} from '../../contracts/index.js'

const fixtures = await loadFixtures()
const all: readonly Operation[] = operations

function check(fixture: Fixture): Violation[] {
  const choices = (fixture.variant && { [fixture.variant.id]: fixture.variant.option }) as VariantChoices | undefined
  if (fixture.part === 'response') return checkResponse(fixture.operation, fixture.response)
  const { headers = {}, body } = fixture.request
  return checkRequest(fixture.operation, { headers, body }, choices)
}

const brief = ({ field, rule }: { field: string; rule: string }) => `${field} ${rule}`

describe('every fixture', () => {
  it.each(fixtures.filter(({ verdict }) => verdict === 'accept').map((fixture) => [fixture.id, fixture] as const))(
    'is accepted: %s',
    (_, fixture) => {
      expect(check(fixture)).toEqual([])
    },
  )

  it.each(fixtures.filter(({ verdict }) => verdict === 'reject').map((fixture) => [fixture.id, fixture] as const))(
    'is rejected for exactly what is wrong with it: %s',
    (_, fixture) => {
      const violations = check(fixture)
      expect(violations.map(brief).sort()).toEqual(fixture.violations?.map(brief).sort())
      for (const violation of violations) {
        expect(violation.message.startsWith(violation.field)).toBe(true)
        expect(violation.message).toMatch(/^[^\n]+\.$/)
        expect(violation.expected).not.toBe('')
        expect(violation.provenance.source).not.toBe('')
      }
    },
  )

  it('lies in the folder of its feature and verb', () => {
    for (const { id, operation } of fixtures) {
      const feature = all.find((known) => known.id === operation)?.feature
      expect(id).toMatch(new RegExp(`^${feature}/${operation.split('.')[1]}/[a-z0-9-]+$`))
    }
  })

  it('has an id of its own, and a file only where the contract does not say it already', () => {
    const sameAs = (fixture: Fixture) => {
      const { id: _id, title: _title, provenance: _provenance, ...what } = fixture
      return JSON.stringify(what)
    }
    const ids = new Set(fixtures.map(({ id }) => id))
    expect(ids.size).toBe(fixtures.length)
    const derived = derivedFixtures()
    const said = new Set(derived.map(sameAs))
    expect(derived.length).toBeGreaterThan(600)
    const derivedIds = new Set(derived.map(({ id }) => id))
    expect(fixtures.filter((fixture) => !derivedIds.has(fixture.id) && said.has(sameAs(fixture)))).toEqual([])
  })

  it('names an existing option where it names a variant of its operation', () => {
    for (const { id, operation, variant: named } of fixtures) {
      if (named === undefined) continue
      const variant = variants.find((known) => known.id === named.id)
      expect(variant?.operations, id).toContain(operation)
      expect(Object.keys(variant?.options ?? {}), id).toContain(named.option)
    }
  })
})

describe('the fixtures of each operation', () => {
  it.each(all.map((operation) => [operation.id, operation] as const))('%s', (id, operation) => {
    const own = fixtures.filter((fixture) => fixture.operation === id)
    const accepted = own.filter(({ verdict }) => verdict === 'accept')
    const bodies = accepted.flatMap((fixture) =>
      fixture.part === 'response'
        ? [fixture.response.body as { resultType?: string; error?: { errorCode: string } }]
        : [],
    )
    expect(accepted.some(({ part }) => part === 'request')).toBe(true)
    expect(bodies.some(({ resultType }) => resultType === 'SUCCESS')).toBe(true)
    const shown = new Set(bodies.map(({ error }) => error?.errorCode))
    expect(operation.failures.map(({ code }) => code).filter((code) => !shown.has(code))).toEqual([])
    expect(own.filter(({ part, verdict }) => part === 'response' && verdict === 'reject').length).toBeGreaterThan(0)
    for (const { id: variantId, options, operations: of } of variants) {
      if (!(of as readonly string[]).includes(id)) continue
      for (const [option, { response }] of Object.entries(options) as [string, { response?: object }][]) {
        if (response === undefined) continue
        const present = accepted.some(({ variant }) => variant?.id === variantId && variant.option === option)
        expect(present, `a fixture for ${variantId} = ${option}`).toBe(true)
      }
    }
  })
})

describe('the mistakes of each operation', () => {
  it.each(all.map((operation) => [operation.id, operation] as const))('%s', (id, { request, success, example }) => {
    const wrong = fixtures.filter(({ operation, verdict }) => operation === id && verdict === 'reject')
    const found = new Set(wrong.flatMap(({ violations = [] }) => violations.map(brief)))
    const needed = [
      ...(example.body === undefined ? [] : (request?.schema.required ?? []).map((name) => `request.body.${name}`)),
      ...(success.schema.required ?? []).map((name) => `response.body.success.${name}`),
    ]
    expect(needed.filter((field) => !found.has(`${field} required`))).toEqual([])
  })
})

describe('loadFixtures', () => {
  const good = {
    operation: 'login.loginMe',
    title: 'Test',
    verdict: 'accept',
    part: 'request',
    provenance: { known: 'assumed', source: 'test', date: '2026-11-21' },
    request: {},
  }

  async function load(content: string): Promise<Fixture[]> {
    const directory = await mkdtemp(join(tmpdir(), 'fixtures-'))
    try {
      await mkdir(join(directory, 'login/loginMe'), { recursive: true })
      await writeFile(join(directory, 'login/loginMe/mine.json'), content)
      await writeFile(join(directory, 'README.md'), 'not a fixture')
      return await loadFixtures(directory)
    } finally {
      await rm(directory, { recursive: true })
    }
  }

  it('reads a folder of the user, and names each fixture by its path', async () => {
    expect(await load(JSON.stringify(good))).toEqual([{ id: 'login/loginMe/mine', ...good }])
  })

  it.each([
    ['text that is not JSON', '{', /mine\.json is not JSON/],
    ['an unknown verdict', JSON.stringify({ ...good, verdict: 'maybe' }), /mine\.json is not a fixture: .*verdict/],
    ['an unknown key', JSON.stringify({ ...good, status: 200 }), /mine\.json is not a fixture: .*status/],
    ['a request fixture without a request', JSON.stringify({ ...good, request: undefined }), /request/],
    ['a rejection without violations', JSON.stringify({ ...good, verdict: 'reject' }), /violations/],
    [
      'an acceptance with violations',
      JSON.stringify({ ...good, violations: [{ field: 'a', rule: 'b' }] }),
      /violations/,
    ],
    ['a request fixture with a response', JSON.stringify({ ...good, response: { status: 200 } }), /response/],
    ['a missing provenance', JSON.stringify({ ...good, provenance: undefined }), /provenance/],
  ])('refuses %s, and names the file', async (_, content, message) => {
    await expect(load(content)).rejects.toMatchObject({
      code: 'ERR_FIXTURE_INVALID',
      message: expect.stringMatching(message),
    })
  })
})
