import { expect, test } from 'vitest'
import { startMockServer, type WorldSeed } from '../../../mock-server/index.js'
import { watch } from '../faults/wire.js'
import { refusedFile, refusedWorld } from './seed-files.js'

const lost = { operation: 'promotion.getKey', when: { next: 1 }, fault: { kind: 'reset', at: 'after-commit' } } as const
const late = { operation: 'iap', fault: { kind: 'status', status: 503 } } as const
const world: WorldSeed = { faults: [late], miniApps: { 'my-mini-app': { faults: [lost] }, other: {} } }

test('the rules of a seed strike: those of a mini-app its own calls, those of the file everybody’s', async () => {
  await using mock = await startMockServer({ controlPort: false, world })
  expect(await watch(mock, 'promotion.getKey')).toMatchObject({ status: 0, error: 'ECONNRESET' })
  expect(await watch(mock, 'promotion.getKey')).toMatchObject({ status: 200 })
  const tls = await mock.issueCertificate('other')
  expect(await watch(mock, 'promotion.getKey', { tls })).toMatchObject({ status: 200 })
  for (const pair of [mock.clientTls, tls]) {
    expect(await watch(mock, 'iap.getOrderStatus', { tls: pair, body: {} })).toMatchObject({ status: 503 })
  }
  expect(mock.journal.exchanges()[0]?.fault).toMatchObject({ id: 'seed-1', kind: 'reset' })
})

test('a reset drops what tests added and begins the rules of the seed anew; those of one mini-app with it alone', async () => {
  await using mock = await startMockServer({ controlPort: false, world })
  const ids = async () =>
    [await mock.toss.faults.list(), await mock.faults.list()].map((list) => list.map(({ id }) => id))
  expect(await ids()).toEqual([['seed-1'], ['seed-1']])
  await watch(mock, 'promotion.getKey')
  await mock.toss.faults.add({ fault: { kind: 'hang' } })
  await mock.faults.clear()
  expect(await ids()).toEqual([['fault-2'], []])
  await mock.reset('my-mini-app')
  expect(await ids()).toEqual([['seed-1'], []])
  expect((await mock.toss.faults.list())[0]).toMatchObject({ seen: 0, struck: 0 })
  await mock.toss.faults.clear()
  await mock.reset()
  expect(await ids()).toEqual([['seed-1'], ['seed-1']])
  await mock.reset('other')
  expect(await mock.tossSide('other').faults.list()).toEqual([])
})

test('a rule that cannot be is refused with its place in the file and the list of what can', async () => {
  const { told, error } = await refusedFile(`faults:
  - fault: { kind: explode }
  - fault: { kind: reset, at: before }
    when: { from: '2026-11-03T00:00:00Z', until: '2026-11-02T00:00:00Z' }
miniApps:
  shop:
    faults:
      - operation: login.loginMe
        fault: { kind: latency }
      - operation: login.loginMe
        fault: { kind: fail, code: NOPE }
      - fault: { kind: hang, milliseconds: 5 }
      - fault: { kind: hang }
        unless: 3
`)
  expect(told).toEqual([
    expect.stringMatching(/^2:20 faults\[0\]\.fault\.kind must be one of "latency", "hang"/),
    expect.stringMatching(/^4:5\d faults\[1\]\.when\.until must be after/),
    expect.stringMatching(/^9:9 miniApps\.shop\.faults\[0\]\.fault\.milliseconds is required/),
    expect.stringMatching(/^11:36 miniApps\.shop\.faults\[1\]\.fault\.code .*NOPE/),
    expect.stringMatching(/^12:30 miniApps\.shop\.faults\[2\]\.fault\.milliseconds/),
    expect.stringMatching(/^14:9 miniApps\.shop\.faults\[3\]\.unless is not known/),
  ])
  expect(error.code).toBe('ERR_SEED_FILE')
})

test('a rule names its user by the id in the file', async () => {
  const users = [{ id: 'minji', userKey: 443731104, linked: true }, { linked: true }]
  const faults = [{ user: 'minji', fault: { kind: 'status', status: 503 } }] as const
  await using mock = await startMockServer({
    controlPort: false,
    world: { miniApps: { 'my-mini-app': { users, faults } } },
  })
  expect(await mock.toss.faults.list()).toMatchObject([{ userKey: 443731104 }])
  const [, other] = await mock.toss.users.list()
  const statusFor = async (userKey: number) =>
    (await watch(mock, 'promotion.getKey', { headers: { 'x-toss-user-key': String(userKey) } })).status
  expect(await statusFor(443731104)).toBe(503)
  expect(await statusFor(other?.userKey as number)).toBe(200)
})

test('a user that a rule cannot know is refused with what to do', async () => {
  const { told } = await refusedFile(`faults:
  - user: minji
    fault: { kind: hang }
miniApps:
  shop:
    users:
      - { id: minji, userKey: 7 }
      - { id: jisu }
    faults:
      - { user: minjo, fault: { kind: hang } }
      - { user: jisu, fault: { kind: hang } }
      - { user: minji, userKey: 7, fault: { kind: hang } }
      - { user: minji, fault: { kind: refuse-handshake } }
`)
  expect(told).toEqual([
    expect.stringMatching(/^2:5 faults\[0\]\.user is not known/),
    expect.stringMatching(/^10:17 miniApps\.shop\.faults\[0\]\.user: .* no user with the id minjo/),
    expect.stringMatching(/^11:17 miniApps\.shop\.faults\[1\]\.user: .* no userKey/),
    expect.stringMatching(/^12:\d+ miniApps\.shop\.faults\[2\]\.user and userKey/),
    expect.stringMatching(/^13:\d+ miniApps\.shop\.faults\[3\]\.user cannot go with/),
  ])
})

test('no more rules than a mini-app may have', async () => {
  const { issues } = await refusedWorld({
    miniApps: { shop: { faults: Array(101).fill({ fault: { kind: 'hang' } }) } },
  })
  expect(issues).toMatchObject([{ field: 'miniApps.shop.faults', rule: 'maxItems' }])
})

test('an export holds no rules', async () => {
  await using mock = await startMockServer({ controlPort: false, world })
  expect(JSON.stringify(await mock.exportWorld())).not.toContain('after-commit')
})
