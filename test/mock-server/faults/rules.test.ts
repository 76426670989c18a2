import { describe, expect, test } from 'vitest'
import { operation } from '../../../contracts/index.js'
import type { FaultRule } from '../../../mock-server/index.js'
import { createRulesInForce } from '../../../mock-server/partner-side/faults/rules-in-force.js'

const hang = { kind: 'hang' } as const
const me = operation('login.loginMe')
const pay = operation('pay.makePayment')

function bookAt(start = 0, seed = 'seed') {
  const clock = { now: start }
  const book = createRulesInForce({ seed, now: () => clock.now })
  /** Which of so many calls are struck, as a row of 0 and 1. */
  const calls = (
    count: number,
    { miniApp = 'shop', called = me as { id: string; feature: string }, users = [1] } = {},
  ) =>
    Array.from({ length: count }, () =>
      book.strike(miniApp, { operation: called as never, userKeys: () => users }) === undefined ? 0 : 1,
    ).join('')
  const add = (rule: Omit<FaultRule, 'fault'> & { fault?: FaultRule['fault'] }) =>
    book.add('shop', { fault: hang, ...rule })
  return { book, calls, add, clock }
}

describe('when', () => {
  test('a rule without conditions strikes every call', () => {
    const { add, calls } = bookAt()
    add({})
    expect(calls(3)).toBe('111')
  })

  test('next: the next n calls, and then the rule is gone', () => {
    const { book, add, calls } = bookAt()
    add({ when: { next: 2 } })
    expect(calls(4)).toBe('1100')
    expect(book.list('shop')).toEqual([])
    expect(book.concerns('shop')).toBe(false)
  })

  test('every: each nth call', () => {
    const { add, calls } = bookAt()
    add({ when: { every: 3 } })
    expect(calls(7)).toBe('0010010')
  })

  test('every and next together: each nth of the next calls', () => {
    const { add, calls } = bookAt()
    add({ when: { every: 2, next: 5 } })
    expect(calls(8)).toBe('01010000')
  })

  test('probability: drawn from the seed, the same for the same seed, another for another', () => {
    const row = (seed: string) => {
      const { add, calls } = bookAt(0, seed)
      add({ when: { probability: 0.3 } })
      return calls(200)
    }
    const strikes = [...row('a')].filter((each) => each === '1').length
    expect(strikes).toBeGreaterThan(30)
    expect(strikes).toBeLessThan(90)
    expect(row('a')).toBe(row('a'))
    expect(row('a')).not.toBe(row('b'))
  })

  test('probability 0 never strikes, and 1 always', () => {
    const { add, calls } = bookAt()
    const never = add({ when: { probability: 0 } })
    expect(calls(20)).toBe('0'.repeat(20))
    expect(never.struck).toBe(0)
    add({ when: { probability: 1 } })
    expect(calls(20)).toBe('1'.repeat(20))
  })

  test('from and until: a window on the mock’s clock, whose calls alone are counted', () => {
    const { book, add, calls, clock } = bookAt(1_000)
    add({ when: { from: new Date(2_000), until: '1970-01-01T00:00:03.000Z', every: 2 } })
    expect(calls(3)).toBe('000')
    clock.now = 2_000
    expect(calls(4)).toBe('0101')
    clock.now = 2_999
    expect(calls(2)).toBe('01')
    clock.now = 3_000
    expect(calls(2)).toBe('00')
    expect(book.list('shop')).toEqual([])
  })
})

describe('which calls', () => {
  test('an operation, a feature, or all', () => {
    for (const [target, strikesMe, strikesPay] of [
      ['login.loginMe', '1', '0'],
      ['login', '1', '0'],
      ['pay', '0', '1'],
      ['*', '1', '1'],
      [undefined, '1', '1'],
    ] as const) {
      const { add, calls } = bookAt()
      add(target === undefined ? {} : { operation: target })
      expect([calls(1), calls(1, { called: pay })], target).toEqual([strikesMe, strikesPay])
    }
  })

  test('of one user, by whoever the call concerns', () => {
    const { add, calls } = bookAt()
    add({ userKey: 7 })
    expect([calls(1, { users: [1] }), calls(1, { users: [3, 7] }), calls(1, { users: [] })]).toEqual(['0', '1', '0'])
  })

  test('only of the mini-app that has the rule; a rule for all is for each, counted for each', () => {
    const { book, add, calls } = bookAt()
    add({ when: { next: 1 } })
    expect(calls(2, { miniApp: 'other' })).toBe('00')
    book.add(null, { when: { next: 1 }, fault: hang })
    expect(calls(2, { miniApp: 'other' })).toBe('10')
    expect(calls(3)).toBe('110')
    expect(book.list(null)).toMatchObject([{ seen: 2, struck: 2 }])
  })

  test('the first rule that strikes has the call, and later ones do not see it', () => {
    const { book, add } = bookAt()
    add({ when: { every: 2 } })
    add({ fault: { kind: 'reset', at: 'before' } })
    const kinds = Array.from(
      { length: 4 },
      () => book.strike('shop', { operation: me, userKeys: () => [] })?.fault.kind,
    )
    expect(kinds).toEqual(['reset', 'hang', 'reset', 'hang'])
    expect(book.list('shop').map(({ seen, struck }) => [seen, struck])).toEqual([
      [4, 2],
      [2, 2],
    ])
  })

  test('mini-apps do not disturb each other’s draws', () => {
    const alone = bookAt()
    alone.add({ when: { probability: 0.5 } })
    const together = bookAt()
    together.add({ when: { probability: 0.5 } })
    together.book.add('other', { when: { probability: 0.5 }, fault: hang })
    const rows = Array.from({ length: 30 }, () => [together.calls(1), together.calls(1, { miniApp: 'other' })])
    expect(rows.map(([own]) => own).join('')).toBe(alone.calls(30))
  })
})

describe('the list', () => {
  test('ids count up, remove takes one rule, clear takes all', () => {
    const { book, add } = bookAt()
    expect([add({}).id, add({}).id]).toEqual(['fault-1', 'fault-2'])
    expect(book.remove('shop', 'fault-1')).toBe(true)
    expect(book.remove('shop', 'fault-1')).toBe(false)
    expect(book.list('shop').map(({ id }) => id)).toEqual(['fault-2'])
    book.clear('shop')
    expect(book.list('shop')).toEqual([])
    expect(add({}).id).toBe('fault-3')
  })

  test('a reset of one mini-app takes its rules and counts, and leaves the others’', () => {
    const { book, add, calls } = bookAt()
    add({})
    book.add(null, { when: { next: 1 }, fault: hang })
    book.clear('shop')
    expect([calls(2), calls(1, { miniApp: 'other' })]).toEqual(['10', '1'])
    book.reset('shop')
    expect([calls(2), calls(1, { miniApp: 'other' })]).toEqual(['10', '0'])
  })

  test('there are at most 100 rules', () => {
    const { add } = bookAt()
    for (let count = 0; count < 100; count++) add({})
    expect(() => add({})).toThrow(expect.objectContaining({ code: 'ERR_CONFLICT' }))
  })
})

describe('a fault that cannot be is refused with what can', () => {
  const refusal = (rule: unknown) => {
    try {
      bookAt().book.add('shop', rule as FaultRule)
    } catch (error) {
      const { code, message, fix } = error as { code: string; message: string; fix: string }
      return { code, text: `${message} ${fix}` }
    }
    throw new Error('accepted')
  }

  test.each<[string, unknown, RegExp]>([
    ['an unknown kind', { fault: { kind: 'explode' } }, /rule\.fault\.kind .*"explode".*latency, hang, reset/],
    ['no fault', {}, /rule\.fault\.kind .*latency, hang/],
    ['no rule', null, /rule\.fault\.kind/],
    ['an unknown operation', { operation: 'pay.steal', fault: hang }, /rule\.operation .*pay, .*pay\.executePayment/],
    ['a missing field', { fault: { kind: 'latency' } }, /rule\.fault\.milliseconds is required/],
    [
      'a field of another kind',
      { fault: { kind: 'hang', milliseconds: 5 } },
      /rule\.fault\.milliseconds .*kind, effect/,
    ],
    ['an impossible status', { fault: { kind: 'status', status: 418 } }, /one of 429, 500, 502, 503, 504/],
    [
      'an impossible result type',
      { fault: { kind: 'result-type', resultType: 'SUCCESS' } },
      /HTTP_TIMEOUT.*INTERNAL_ERROR/,
    ],
    ['an impossible moment', { fault: { kind: 'reset', at: 'never' } }, /"before", "during", "after-commit"/],
    ['429 with effect', { fault: { kind: 'status', status: 429, effect: true } }, /500, 502, 503, 504/],
    [
      'a code that the operation does not have',
      { operation: 'promotion.getKey', fault: { kind: 'fail', code: '4113' } },
      /failure code of promotion\.getKey, not "4113" .*4010, 4095/,
    ],
    [
      'a code that not every operation of the feature has',
      { operation: 'promotion', fault: { kind: 'fail', code: '4113' } },
      /of every operation of promotion, not "4113" Choose among .*4095/,
    ],
    [
      'a handshake of an operation',
      { operation: 'pay', fault: { kind: 'refuse-handshake' } },
      /before any operation and user/,
    ],
    ['a handshake of a user', { userKey: 1, fault: { kind: 'refuse-handshake' } }, /rule\.userKey/],
    ['a fraction of a call', { when: { next: 1.5 }, fault: hang }, /rule\.when\.next/],
    ['a probability above 1', { when: { probability: 2 }, fault: hang }, /rule\.when\.probability must be 1 or less/],
    ['a misspelt condition', { when: { times: 2 }, fault: hang }, /rule\.when\.times .*next, every, probability/],
    [
      'a window that ends before it begins',
      { when: { from: '2030-01-01T00:00:00Z', until: '2029-01-01T00:00:00Z' }, fault: hang },
      /rule\.when\.until must be after/,
    ],
    ['a date that is none', { when: { from: '2030-99-99T00:00:00Z' }, fault: hang }, /rule\.when\.from is no date/],
    ['an invalid Date', { when: { from: new Date('x') }, fault: hang }, /rule\.when\.from/],
  ])('%s', (_, rule, text) => {
    const { code, text: said } = refusal(rule)
    expect(code).toBe('ERR_INVALID_OPTION')
    expect(said).toMatch(text)
  })
})
