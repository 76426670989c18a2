import { describe, expect, test } from 'vitest'
import { loadFixtures, operations } from '../../contracts/index.js'
import { equivalents } from './equivalents.js'
import { callbackMutants, kinds, requestMutants, responseMutants, routeMutants } from './exchange-mutants.js'
import { judgeMutants, tableOf } from './tally.js'

const fixtures = (await loadFixtures()).filter(({ verdict }) => verdict === 'accept')
const mutants = [
  ...fixtures.flatMap((fixture) =>
    fixture.part === 'request'
      ? requestMutants(fixture.operation, fixture.id, fixture.request, choicesOf(fixture.variant))
      : responseMutants(fixture.operation, fixture.id, fixture.response),
  ),
  ...operations.flatMap(({ id }) => routeMutants(id)),
  ...callbackMutants(),
]
const report = judgeMutants(mutants)

function choicesOf(variant: { readonly id: string; readonly option: string } | undefined) {
  return variant === undefined ? {} : { [variant.id]: variant.option }
}

describe('the mutants of every fixture', () => {
  test('are reported at the right field, all but those that the contract allows', () => {
    console.log(tableOf('the contract', report))
    expect(report.survivors).toEqual([])
  })

  test('are of every kind, and of every operation and callback', () => {
    const missing = kinds.filter((kind) => !mutants.some((mutant) => mutant.kind === kind))
    expect(missing).toEqual([])
    for (const { id } of operations) {
      const own = new Set(mutants.filter((mutant) => mutant.of === id).map(({ kind }) => kind))
      expect(own.size, id).toBeGreaterThan(15)
    }
    for (const id of ['callbacks.unlink', 'callbacks.subscription']) {
      expect(new Set(mutants.filter((mutant) => mutant.of === id).map(({ kind }) => kind)).size, id).toBeGreaterThan(7)
    }
  })
})

describe('the table of equivalent mutants', () => {
  test('has a reason in each row', () => {
    for (const { reason } of equivalents) expect(reason).toMatch(/\w+ \w+.*\.$/)
  })

  test('lists none that the contract catches by now', () => {
    expect(report.outdated).toEqual([])
  })

  test('lists none that does not occur', () => {
    expect(report.idle).toEqual([])
  })
})

test('a rule that the contract loses shows as a survivor', () => {
  const blind = mutants.map((mutant) => ({
    ...mutant,
    judge: () => mutant.judge().filter(({ rule }) => rule !== 'required'),
  }))
  const { survivors } = judgeMutants(blind)
  expect(survivors.length).toBeGreaterThan(500)
  expect(survivors).toContainEqual(
    expect.objectContaining({
      of: 'login.generateToken',
      kind: 'a field is dropped',
      field: 'response.body.success.expiresIn',
    }),
  )
})
