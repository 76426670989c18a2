import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { WorldSeed } from '../../../mock-server/index.js'
import { entityShapes } from '../../../mock-server/world/entities.js'
import { type Refused, refusedFile, refusedWorld } from '../seed/seed-files.js'
import { makeBusy, type Partner, startPartner } from './busy-world.js'

// biome-ignore lint/suspicious/noExplicitAny: the tests break it in every way
type Broken = any

let busy: Partner
let exported: WorldSeed
beforeAll(async () => {
  busy = await startPartner()
  await makeBusy(busy)
  exported = await busy.mock.exportWorld()
})
afterAll(() => busy[Symbol.asyncDispose]())

/** What is wrong with the export after a change. */
async function refusedAfter(change: (entities: Broken, snapshot: Broken, world: Broken) => void): Promise<Refused> {
  const world: Broken = structuredClone(exported)
  change(world.snapshot.miniApps['my-mini-app'].entities, world.snapshot, world)
  return refusedWorld(world)
}

const told = async (change: Parameters<typeof refusedAfter>[0]) =>
  (await refusedAfter(change)).issues.map(({ message }) => message)

describe('the parts of a snapshot', () => {
  test('the format is required, and another version is refused with what to do', async () => {
    expect(await told((_e, _s, world) => delete world.format)).toEqual([
      'format is required beside snapshot: it must be apps-in-toss-mock/world@1',
    ])
    const newer = await refusedAfter((_e, _s, world) => {
      world.format = 'apps-in-toss-mock/world@2'
    })
    expect(newer.error.message).toContain('format is "apps-in-toss-mock/world@2", and this version reads')
    expect(newer.error.fix).toBe('Export the world anew with the version that is to read it.')
  })

  test('each has its shape', async () => {
    const messages = await told((_entities, snapshot) => {
      snapshot.exportedAt = '2026-02-31T00:00:00Z'
      snapshot.more = 1
      snapshot.miniApps['my-mini-app'].draws = -1
      snapshot.miniApps['other-mini-app'].entities = []
      snapshot.miniApps['empty-mini-app'] = null
      snapshot.miniApps['-'] = { seed: 's', draws: 0, entities: {} }
    })
    expect(messages).toEqual([
      'snapshot.more is not known (additionalProperties)',
      'snapshot.exportedAt is no date: 2026-02-31T00:00:00Z',
      expect.stringMatching(/^snapshot\.miniApps\.my-mini-app\.draws must be 0 or more/),
      expect.stringMatching(/^snapshot\.miniApps\.other-mini-app\.entities must be an object/),
      expect.stringMatching(/^snapshot\.miniApps\.empty-mini-app must be an object/),
      expect.stringMatching(/^snapshot\.miniApps\.-: a mini-app’s name/),
    ])
  })

  test('a mini-app is set up or restored, not both', async () => {
    const { error } = await refusedAfter((_e, _s, world) => {
      world.miniApps = { 'other-mini-app': {} }
    })
    expect(error.message).toContain('other-mini-app is in miniApps as well')
  })
})

describe('entities', () => {
  test('an unknown kind is refused with the one that was probably meant', async () => {
    const { error } = await refusedAfter((entities) => {
      entities.payments = entities.payment
    })
    expect(error.message).toContain('there is no kind of entity payments')
    expect(error.fix).toBe('Did you mean payment?')
  })

  test.each(Object.keys(entityShapes))(
    'a %s that lacks something, or has something else, is refused by kind and id',
    async (kind) => {
      const { issues } = await refusedAfter((entities) => {
        const [first] = entities[kind]
        first.entity = typeof first.entity === 'object' && !Array.isArray(first.entity) ? { odd: 1 } : { not: 'this' }
      })
      expect(issues[0]?.message.startsWith(`${kind} "`)).toBe(true)
      expect(issues[0]?.field.startsWith(`snapshot.miniApps.my-mini-app.entities.${kind}[0].entity`)).toBe(true)
    },
  )

  test('a broken field is told by kind, id, field, rule and line', async () => {
    const world: Broken = structuredClone(exported)
    const [user] = world.snapshot.miniApps['my-mini-app'].entities.user
    user.entity.createdAt = 'yesterday'
    user.entity.profile.gender = 'F'
    delete user.entity.pushEnabled
    const text = JSON.stringify(world, null, 2)
    const { issues } = await refusedFile(text, 'world.json')
    const lines = text.split('\n')
    expect(issues).toHaveLength(3)
    for (const { line = 0, message } of issues) {
      expect(message).toMatch(
        new RegExp(`^user "${user.id}": snapshot\\.miniApps\\.my-mini-app\\.entities\\.user\\[0\\]\\.entity\\.`),
      )
      const [, field] = /entity\.(?:profile\.)?(\w+)/.exec(message) ?? []
      // What is missing is told at the entity.
      expect(lines[line - 1]).toContain(field === 'pushEnabled' ? '"entity": {' : `"${field}"`)
    }
  })

  test('what is there twice, or under another id than its own, is refused', async () => {
    const messages = await told((entities) => {
      entities.payment.push(entities.payment[0])
      entities.user[0].id = '1'
    })
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^payment "\w+": .*payment\[\d+\]\.id: the id is there already$/),
        expect.stringMatching(/^user "1": .*user\[0\]\.id: the entity says that its id is "\d{9}"$/),
      ]),
    )
  })

  test('what another needs and what is not there is named', async () => {
    const messages = await told((entities) => {
      entities.product.shift()
      entities.user = entities.user.filter(({ id }: { id: string }) => id !== '7')
    })
    expect(messages).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^message ".*": .*: it needs user "7", which is not in the snapshot$/),
        expect.stringMatching(/^productCatalogue "self": .*: it needs product "ait\.\d+/),
      ]),
    )
  })

  test('an order is in one mini-app only, and kept for good', async () => {
    const messages = await told((entities, snapshot) => {
      const [order] = entities.order
      const other = snapshot.miniApps['other-mini-app'].entities
      other.order = [{ ...order, entity: { ...order.entity, userKey: other.user[0].entity.userKey } }]
      other.product = entities.product
      order.keepUntil = 5
    })
    expect(messages).toEqual([
      expect.stringMatching(/^order "\S+": .*keepUntil: an order is kept for good$/),
      expect.stringMatching(/^order "\S+": .*other-mini-app.*: the mini-app my-mini-app has it as well$/),
    ])
  })

  test('an instant that is neither a date nor milliseconds is refused', async () => {
    for (const [createdAt, rule] of [
      ['soon', 'format'],
      ['2026-13-01T00:00:00Z', 'format'],
      [1.5, 'type'],
      [9e15, 'maximum'],
    ]) {
      const { issues } = await refusedAfter((entities) => {
        entities.user[0].entity.createdAt = createdAt
        entities.authorizationCode[0].keepUntil = createdAt
      })
      const fields = issues.map((issue) => `${issue.field.split('entities.')[1]} ${issue.rule}`)
      expect(fields, String(createdAt)).toEqual([
        `user[0].entity.createdAt ${rule}`,
        `authorizationCode[0].keepUntil ${rule}`,
      ])
    }
  })

  test('no token or key is shown in full', async () => {
    const { error } = await refusedAfter((entities) => {
      for (const kind of ['accessToken', 'refreshToken', 'authorizationCode', 'promotionKey']) {
        for (const each of entities[kind]) each.entity = { ...each.entity, expiresAt: 'soon' }
      }
    })
    const world: Broken = exported
    const { accessToken, refreshToken, promotionKey } = world.snapshot.miniApps['my-mini-app'].entities
    for (const { id } of [...accessToken, ...refreshToken, ...promotionKey]) expect(error.message).not.toContain(id)
  })
})
