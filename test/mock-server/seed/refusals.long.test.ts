import { describe, expect, test } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { refusedFile, refusedWorld } from './seed-files.js'

const app = (lines: string) => `miniApps:\n  shop:\n${lines.trimEnd().replaceAll(/^/gm, '    ')}\n`

describe('a file that cannot be read as what it should be', () => {
  test('is named with the line of each syntax error', async () => {
    const { told } = await refusedFile('miniApps:\n  shop: {\n  settings: [\n')
    expect(told[0]).toMatch(/^\d:\d+ this is not YAML: /)
    const json = await refusedFile('{\n  "miniApps": {,}\n}', 'world.json')
    expect(json.told).toEqual([expect.stringMatching(/^2:16 this is not JSON: /)])
    const cut = await refusedFile('{\n  "miniApps": {\n', 'world.json')
    expect(cut.told).toEqual([expect.stringMatching(/^3:1 this is not JSON: /)])
  })

  test('is refused for a key that is there twice, all of them told', async () => {
    const yaml = await refusedFile('miniApps: {}\nclock: {}\nminiApps: {}\n"clock": {}\n')
    expect(yaml.issues.map(({ line, rule, message }) => [line, rule, message])).toEqual([
      [3, 'duplicate', 'the key miniApps is there twice in the same map'],
      [4, 'duplicate', 'the key "clock" is there twice in the same map'],
    ])
    const json = await refusedFile(
      '{ "miniApps": { "a": {},\n "b": { "users": [{ "id": "x", "id": "y" }] },\n "a": {} } }',
      'w.json',
    )
    expect(json.issues.map(({ line, column, field, rule }) => [line, column, field, rule])).toEqual([
      [2, 32, 'miniApps.b.users[0].id', 'duplicate'],
      [3, 2, 'miniApps.a', 'duplicate'],
    ])
  })

  test('is refused for an alias without an anchor, an unknown tag, and aliases that multiply', async () => {
    expect((await refusedFile('clock: *none\n')).told).toEqual(['1:8 there is no anchor &none before this'])
    expect((await refusedFile('clock: !date 2026-01-01\n')).told).toEqual([expect.stringMatching(/^1:8 .*!date/)])
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
    for (const [name, of] of ['ba', 'cb', 'dc', 'ed']) bomb.push(`${name}: &${name} [${Array(10).fill(`*${of}`)}]`)
    expect((await refusedFile(bomb.join('\n'))).told).toEqual([expect.stringContaining('Excessive alias count')])
  })

  test('is refused when it is not there, not UTF-8, empty, or no map', async () => {
    const missing = refusedFile('', 'not-there/world.yaml')
    await expect(missing).rejects.toMatchObject({ code: 'ENOENT' })
    const korean = Buffer.from([0x6e, 0x61, 0x6d, 0x65, 0x3a, 0x20, 0xb1, 0xe8])
    const { error } = await refusedFile(korean)
    expect(error.message).toContain('the file is not UTF-8')
    expect(error.fix).toBe('Save it as UTF-8.')
    expect((await refusedFile('# nothing\n')).error.message).toContain('there is nothing in it')
    expect((await refusedFile('[1, 2]', 'world.json')).told).toEqual(['1:1 it must hold keys and values, not a list'])
    expect((await refusedFile('hello')).told).toEqual(['1:1 it must hold keys and values, not the string "hello"'])
  })

  test('names the path that does not lead to a file, and what to do', async () => {
    const starting = startMockServer({ controlPort: false, seedFile: '/nowhere/world.yaml' })
    await expect(starting).rejects.toMatchObject({
      code: 'ERR_SEED_FILE',
      message: expect.stringContaining('/nowhere/world.yaml'),
      fix: 'Check the path; there is no such file.',
    })
  })

  test('may begin with a byte order mark and have Windows line ends', async () => {
    const { told } = await refusedFile('\uFEFFminiApps:\r\n  shop:\r\n    usres: []\r\n')
    expect(told).toEqual(['3:5 miniApps.shop.usres is not known (additionalProperties)'])
  })
})

describe('keys and values', () => {
  test('an unknown key is told with the one that was probably meant', async () => {
    const { error, issues } = await refusedFile(
      app('users:\n  - id: kim\n    profile: { name: 김토스, pone: "01012345678" }\n  - linkd: true'),
    )
    expect(issues.map(({ field, line, column }) => [field, line, column])).toEqual([
      ['miniApps.shop.users[0].profile.pone', 5, 31],
      ['miniApps.shop.users[1].linkd', 6, 9],
    ])
    expect(error.message).toContain('Did you mean phone?')
    expect(error.message).toContain('Did you mean linked?')
    const far = await refusedFile(app('colour: red'))
    expect(far.error.fix).toMatch(/^The keys here are settings, callbacks, /)
  })

  test('a value of the wrong type or outside of its rule is told with the rule, and what is secret stays so', async () => {
    const { told } = await refusedFile(
      app(`users:
  - profile: { phone: 01012345678 }
settings:
  scopes: [user_nam]
payments:
  - orderNo: a b
    amount: -1
    status: PAID`),
    )
    expect(told).toEqual([
      '4:27 miniApps.shop.users[0].profile.phone must be a string (type), and is an integer, [redacted number]: give the number in quotes.',
      expect.stringMatching(
        /^6:16 miniApps\.shop\.settings\.scopes\[0\] must be one of .*user_name.* \(enum\), and is "user_nam"/,
      ),
      expect.stringMatching(
        /^8:18 miniApps\.shop\.payments\[0\]\.orderNo must be text that matches .* \(pattern\), and is "a b"/,
      ),
      expect.stringMatching(
        /^9:17 miniApps\.shop\.payments\[0\]\.amount must be 0 or more|^9:17 .*amount must be 1 or more/,
      ),
      expect.stringMatching(/^10:17 miniApps\.shop\.payments\[0\]\.status must be one of "PAY_STANDBY"/),
    ])
  })

  test('what is missing is told at the entry that lacks it', async () => {
    const { told } = await refusedFile(
      app('orders:\n  - user: kim\ntemplates:\n  - templateSetCode: x\n    title: y\npromotions:\n  - code: z'),
    )
    expect(told).toEqual([
      expect.stringMatching(/^4:9 miniApps\.shop\.orders\[0\]\.status is required and missing: give one of/),
      '4:15 miniApps.shop.orders[0].user: this mini-app has no user with the id kim',
      '6:9 miniApps.shop.templates[0].body is required and missing',
      '9:9 miniApps.shop.promotions[0].budget is required and missing',
    ])
  })

  test('the name of a mini-app must be one that a certificate can have', async () => {
    const { told } = await refusedFile('miniApps:\n  "내 앱": {}\n')
    expect(told).toEqual([expect.stringMatching(/^2:3 miniApps\["내 앱"\]: a mini-app’s name is 1 to 64 letters/)])
  })

  test('a date must be one of the calendar, and there is one way to say when', async () => {
    const { told } = await refusedFile(
      `clock: { instant: 2026-02-30T00:00:00Z }\n${app('payments:\n  - { orderNo: a, amount: 1, status: PAY_STANDBY, at: 2026-01-01T00:00:00Z, secondsAgo: 5 }')}`,
    )
    expect(told).toEqual([
      '1:19 clock.instant is no date: 2026-02-30T00:00:00Z',
      '5:59 miniApps.shop.payments[0].at and secondsAgo: give one or the other',
    ])
    const both = await refusedFile('clock:\n  instant: 2026-01-01T00:00:00Z\n  aheadBySeconds: 5\n')
    expect(both.told).toEqual(['2:12 clock.instant and clock.aheadBySeconds: give one or the other'])
  })

  test('what is merged into a map is checked there', async () => {
    const { told } = await refusedFile(
      app('users:\n  - &kim { id: kim, linkd: true }\n  - { <<: *kim, id: lee, userKey: 1 }\n  - { userKey: 1 }'),
    )
    expect(told).toEqual([
      '4:25 miniApps.shop.users[0].linkd is not known (additionalProperties)',
      '5:9 miniApps.shop.users[1].linkd is not known (additionalProperties)',
      '6:20 miniApps.shop.users[2].userKey: 1 is there already, as miniApps.shop.users[1].userKey',
    ])
  })

  test('positions lead through aliases', async () => {
    const { told } = await refusedFile('x: 1\nminiApps:\n  a: &a\n    users:\n      - { id: 5 }\n  b: *a\n')
    expect(told[1]).toMatch(/^5:15 miniApps\.[ab]\.users\[0\]\.id must be a string/)
    expect(told[2]).toMatch(/^5:15 miniApps\.[ab]\.users\[0\]\.id must be a string/)
  })
})

describe('what refers to something, or is there twice', () => {
  test('keys and numbers are unique, each within its mini-app', async () => {
    const { issues } = await refusedFile(
      app(`users:
  - { id: kim, userKey: 1, anonKey: a }
  - { id: kim, userKey: 1, anonKey: a }
products:
  - { id: coins, type: CONSUMABLE }
  - { id: coins, type: CONSUMABLE }
payments:
  - { orderNo: x, amount: 1, status: PAY_STANDBY }
  - { orderNo: x, amount: 1, status: PAY_STANDBY }
promotions: [{ code: p, budget: 1 }, { code: p, budget: 2 }]
orders: [{ orderId: o, status: FAILED }]
`) +
        '  other:\n    users: [{ id: kim, userKey: 1, anonKey: a }]\n    subscriptions: [{ orderId: o, status: ACTIVE }]\n',
    )
    expect(issues.map(({ line, rule, field }) => [line, rule, field])).toEqual([
      [5, 'duplicate', 'miniApps.shop.users[1].id'],
      [5, 'duplicate', 'miniApps.shop.users[1].userKey'],
      [5, 'duplicate', 'miniApps.shop.users[1].anonKey'],
      [8, 'duplicate', 'miniApps.shop.products[1].id'],
      [11, 'duplicate', 'miniApps.shop.payments[1].orderNo'],
      [12, 'duplicate', 'miniApps.shop.promotions[1].code'],
      [16, 'duplicate', 'miniApps.other.subscriptions[0].orderId'],
    ])
    expect(issues.at(-1)?.message).toBe(
      'miniApps.other.subscriptions[0].orderId: o is there already, as miniApps.shop.orders[0].orderId',
    )
  })

  test('users, products, template sets and promotions must be there, and a near one is named', async () => {
    const { error, told } = await refusedFile(
      app(`users: [{ id: minji, userKey: 443731104 }]
products: [{ id: coins, type: CONSUMABLE, sku: ait.0000012345.1a2b3c4d.0011223344.0000000002 }]
templates: [{ templateSetCode: shipped, title: a, body: b }]
orders:
  - { user: mnji, product: coin, status: PURCHASED }
  - { userKey: 443731140, sku: ait.0000012345.1a2b3c4d.0011223344.0000000003, status: PURCHASED }
messages: [{ templateSetCode: shiped }]
grants: [{ promotionCode: TEST_WELCOME_PONT, amount: 1, result: SUCCESS }]`),
    )
    expect(told).toEqual([
      '7:17 miniApps.shop.orders[0].user: this mini-app has no user with the id mnji',
      '7:32 miniApps.shop.orders[0].product: this mini-app has no product with the id coin',
      '8:20 miniApps.shop.orders[1].userKey: this mini-app has no user with the userKey 443731140',
      expect.stringMatching(/^8:36 miniApps\.shop\.orders\[1\]\.sku: this mini-app has no product with the SKU ait\./),
      '9:35 miniApps.shop.messages[0].templateSetCode: this mini-app has no template set shiped',
      '10:31 miniApps.shop.grants[0].promotionCode: this mini-app has no promotion TEST_WELCOME_PONT',
    ])
    for (const near of ['minji', 'coins', '443731104', 'shipped', 'TEST_WELCOME_POINT']) {
      expect(error.message).toContain(`Did you mean ${near}?`)
    }
  })

  test('fields that do not go together are told', async () => {
    const { told } = await refusedFile(
      app(`users: [{ id: kim, userKey: 1, linked: false, link: {} }]
payments:
  - { user: kim, userKey: 1, orderNo: a, amount: 1, status: PAY_STANDBY, approve: {}, cancelledBy: USER, refundReason: x }
orders: [{ status: PURCHASED, grant: WAITING, error: NETWORK_ERROR }]
subscriptions: [{ status: EXPIRED, autoRenew: true }]`),
    )
    expect(told.map((line) => line.replace(/ only with.*/, ''))).toEqual([
      '3:51 miniApps.shop.users[0].link does not go with linked: false',
      '5:17 miniApps.shop.payments[0].user and userKey: give one or the other',
      '5:78 miniApps.shop.payments[0].approve does not go with the status PAY_STANDBY,',
      '5:104 miniApps.shop.payments[0].cancelledBy does not go with the status PAY_STANDBY,',
      '5:124 miniApps.shop.payments[0].refundReason does not go with the status PAY_STANDBY,',
      '6:42 miniApps.shop.orders[0].grant does not go with the status PURCHASED,',
      '6:58 miniApps.shop.orders[0].error does not go with the status PURCHASED,',
      '7:51 miniApps.shop.subscriptions[0].autoRenew does not go with the status EXPIRED,',
    ])
  })
})

describe('what only the trial shows', () => {
  const frozen = 'clock: { instant: 2026-01-01T00:00:00Z, frozen: true }\n'

  test('each refusal of the partner API or the Toss side is told, and the rest is tried all the same', async () => {
    const { told, error } = await refusedFile(
      frozen +
        app(`users: [{ id: kim, linked: true }]
products: [{ id: ads, type: NON_CONSUMABLE }]
payments:
  - { user: kim, orderNo: a, amount: 100, amountTaxFree: 200, status: PAY_COMPLETE }
  - { user: kim, orderNo: b, amount: 100, status: PAY_COMPLETE, approve: { installmentMonths: 3 } }
  - { user: kim, orderNo: c, amount: 100, status: PAY_COMPLETE }
orders:
  - { user: kim, product: ads, status: PURCHASED }
  - { user: kim, product: ads, status: PURCHASED }
grants: [{ user: kim, promotionCode: WELCOME_POINT, amount: 5001, result: SUCCESS }]
messages: [{ user: kim, templateSetCode: WELCOME_MESSAGE, at: 2025-12-31T00:00:00Z }]`),
    )
    expect(told).toEqual([
      expect.stringMatching(
        /^7:9 miniApps\.shop\.payments\[0\]: pay\.makePayment answers COMMON_INVALID_PARAMETER: the amounts do not add up to 100/,
      ),
      expect.stringMatching(
        /^8:69 miniApps\.shop\.payments\[1\]\.approve: installmentMonths must be 0: 100 won are less/,
      ),
      expect.stringMatching(/^12:9 miniApps\.shop\.orders\[1\]: ITEM_ALREADY_OWNED: user \d+ has ait\./),
      expect.stringMatching(
        /^13:14 miniApps\.shop\.grants\[0\]: promotion\.executePromotion answers 4114: 5001 is above/,
      ),
    ])
    expect(error.message).toContain('Refund that order first, or let another user buy.')
  })

  test('what has become of an entry by now must be what the file says', async () => {
    const { told } = await refusedFile(
      frozen +
        app(`promotions: [{ code: soon, budget: 1, startsAt: 2027-01-01T00:00:00Z, state: RUNNING }]
payments:
  - { orderNo: a, amount: 1, status: PAY_STANDBY, secondsAgo: 900 }
  - { orderNo: b, amount: 1, status: PAY_CANCEL, cancelledBy: EXPIRY }
orders: [{ status: PAYMENT_COMPLETED, grant: TIMED_OUT }]
subscriptions: [{ status: ACTIVE }]
grants: [{ promotionCode: WELCOME_POINT, amount: 1, result: PENDING }]`),
    )
    const now = 'at 2026-01-01T00:00:00.000Z'
    expect(told).toEqual([
      `4:82 miniApps.shop.promotions[0].state: it is SCHEDULED ${now}, not RUNNING`,
      `6:42 miniApps.shop.payments[0].status: it is PAY_CANCEL ${now}, not PAY_STANDBY`,
      `7:42 miniApps.shop.payments[1].status: it is PAY_STANDBY ${now}, not PAY_CANCEL`,
      `8:50 miniApps.shop.orders[0].grant: it is WAITING ${now}, not TIMED_OUT`,
      `10:65 miniApps.shop.grants[0].result: it is SUCCESS ${now}, not PENDING`,
    ])
  })

  test('nothing can have happened later than now', async () => {
    const { told } = await refusedFile(
      frozen + app('payments: [{ orderNo: a, amount: 1, status: PAY_STANDBY, at: 2026-01-01T00:00:01Z }]'),
    )
    expect(told).toEqual([
      '4:66 miniApps.shop.payments[0].at: 2026-01-01T00:00:01Z is after the clock’s 2026-01-01T00:00:00.000Z',
    ])
  })

  test('a wrong SKU of the default products, a product that is not on sale, a budget that is lowered', async () => {
    const { told } = await refusedFile(
      app('orders: [{ sku: ait.0000012345.1a2b3c4d.0011223344.0000000003, status: PURCHASED }]') +
        '\n  a:\n    promotions: [{ code: WELCOME_POINT, budget: 5 }]\n  b:\n    products: [{ id: x, type: CONSUMABLE, onSale: false }]\n    orders: [{ product: x, status: PURCHASED }]\n',
    )
    expect(told).toEqual([
      expect.stringContaining('INVALID_PRODUCT_ID: this mini-app has no product with the SKU'),
      expect.stringContaining('promotion.budget cannot be lowered: it is 1000000'),
      expect.stringMatching(/INVALID_PRODUCT_ID: the product ait\.\S+ is not on sale/),
    ])
  })
})

describe('how it is told', () => {
  test('all at once, in the order of the file, with the file’s name at each', async () => {
    const { error } = await refusedFile(app('b: 1\na: 2'))
    const [head, first, second] = error.message.split('\n')
    expect(head).toMatch(/world\.yaml: 2 problems, and nothing was seeded$/)
    expect(first).toMatch(
      /^ {2}\S+world\.yaml:3:5 miniApps\.shop\.b is not known \(additionalProperties\)\. The keys here are /,
    )
    expect(second).toMatch(/^ {2}\S+world\.yaml:4:5 miniApps\.shop\.a is not known/)
    expect(error.fix).toContain('docs/features/seed-file.md')
  })

  test('at most 100 are found and 20 told, however many there are', async () => {
    const entries = Array.from({ length: 5_000 }, () => '  - { status: PURCHASED, user: nobody }').join('\n')
    const { error, issues } = await refusedFile(app(`orders:\n${entries}`))
    expect(issues).toHaveLength(100)
    expect(error.message.split('\n')).toHaveLength(22)
    expect(error.message).toMatch(/… and 80 more, or more than that$/)
  })

  test('of an object by the field alone', async () => {
    const { error } = await refusedWorld({ miniApps: { shop: { users: [{ userKey: 'x' }] }, usres: 1 } })
    expect(error.message).toMatch(
      /^world: 2 problems, and nothing was seeded\n {2}miniApps\.shop\.users\[0\]\.userKey must be an integer/,
    )
    const circle: Record<string, unknown> = {}
    circle.miniApps = circle
    expect((await refusedWorld(circle)).error.message).toContain('world cannot be written as JSON: Converting circular')
  })
})

test('a reset that the seed refuses leaves the world as it was', async () => {
  // The promotion ends in an hour: from then on no points can be granted at the instant of a reset.
  await using mock = await startMockServer({
    controlPort: false,
    world: {
      miniApps: {
        'my-mini-app': {
          promotions: [{ code: 'short', budget: 10, endsAt: new Date(Date.now() + 3_600_000).toISOString() }],
          grants: [{ promotionCode: 'short', amount: 1, result: 'SUCCESS' }],
        },
      },
    },
  })
  await mock.toss.users.create()
  mock.clock.advance(3_600_000)
  const before = await mock.exportWorld({ miniApp: 'my-mini-app' })
  await expect(mock.reset('my-mini-app')).rejects.toMatchObject({
    code: 'ERR_SEED_FILE',
    message: expect.stringContaining('4109'),
  })
  expect((await mock.exportWorld({ miniApp: 'my-mini-app' })).snapshot?.miniApps).toEqual(before.snapshot?.miniApps)
})

test('a seed file and a world are not given together', async () => {
  await expect(startMockServer({ seedFile: 'a', world: {} })).rejects.toMatchObject({ code: 'ERR_INVALID_OPTION' })
})
