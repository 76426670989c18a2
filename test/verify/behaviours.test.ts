import { expect, test } from 'vitest'
import { callbacks, type Operation, operations, variants } from '../../contracts/index.js'
import { startMockServer } from '../../mock-server/index.js'
import { everyBehaviour, verify } from '../../verify/index.js'

const ids = new Set(everyBehaviour().map(({ id }) => id))

test('no behaviour has the id of another', () => {
  expect(everyBehaviour()).toHaveLength(ids.size)
})

test('every failure, behaviour and limit of every operation is one, every variant, and all of the callbacks', () => {
  for (const { id, failures, behaviours, limits } of operations as readonly Operation[]) {
    const names = ['success', ...failures.map(({ code }) => code), ...[...behaviours, ...limits].map((one) => one.id)]
    for (const name of names) expect(ids).toContain(`${id}/${name}`)
  }
  for (const { id } of variants) expect(ids).toContain(`variant/${id}`)
  for (const { id, settings, behaviours, limits } of callbacks) {
    for (const { id: name } of [...settings, ...behaviours, ...limits]) expect(ids).toContain(`${id}/${name}`)
  }
})

test('our own mock is like the contract in everything that is checked, and each of the rest has a reason', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const { userKey } = await mock.toss.logIn()
  const { findings, results } = await verify({ baseUrl: mock.baseUrl, ...mock.clientTls, userKey: String(userKey) })
  expect(findings).toEqual([])
  expect(results.map(({ id }) => id)).toEqual([...ids])
  expect(results.filter(({ outcome }) => outcome === 'as the contract says').length).toBeGreaterThan(70)
  for (const { outcome, reason } of results) {
    expect(reason ?? '').toMatch(outcome === 'not checked' ? /\w{3}/ : /^$/)
  }
})
