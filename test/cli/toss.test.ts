import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createProgram } from '../../cli/program.js'
import { type Field, fieldsOf, flagOf, readField } from '../../cli/toss/field.js'
import { actions, routesProgram, runRoutes } from '../../cli/toss/program.js'
import { callOf } from '../../cli/toss/route-as-command.js'
import { type Group, groups, type RouteCommand, shortWords } from '../../cli/toss/words.js'
import { controlRoutes } from '../../mock-server/control/routes.js'

/** Stands where a mock's control port would be, and remembers what it was asked. */
const asked: { method: string; url: string; body: unknown }[] = []
const server = createServer(async (request, response) => {
  const body = await text(request)
  asked.push({ method: request.method ?? '', url: request.url ?? '', body: body === '' ? undefined : JSON.parse(body) })
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"entries":[],"dropped":0}')
})
let controlUrl = ''
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  controlUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())
beforeEach(() => {
  asked.length = 0
})

/** Runs a command, and gives what it asked and printed. */
async function ask(name: RouteCommand, ...args: string[]) {
  const written: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(((part: string | Uint8Array, ...rest: unknown[]) => {
    written.push(String(part))
    const done = rest.at(-1)
    if (typeof done === 'function') done()
    return true
  }) as never)
  try {
    const code = await runRoutes(name, [...args, '--control-url', controlUrl])
    return { code, asked: asked.at(-1), printed: written.join('') }
  } finally {
    spy.mockRestore()
  }
}

/** A value that a field takes. */
function sampleOf(field: Field): string {
  const { enum: [first] = [undefined], type } = field.schema
  if (first !== undefined) return String(first)
  if (type === 'boolean') return 'true'
  return type === 'string' && !/^user-key$/.test(flagOf(field)) ? `the-${flagOf(field)}` : '7'
}

describe('the commands are the routes of the control API', () => {
  test.each(controlRoutes.map((route) => [route.operationId, route] as const))('%s', async (id, route) => {
    const action = actions.get(id)
    expect(action).toBeDefined()
    if (action === undefined) return
    const args = action.args.map(sampleOf)
    const app = action.isOfMiniApp ? ['--app-name', 'shop'] : []
    const { code, asked: request } = await ask('toss', action.name, ...args, ...app)
    expect(code).toBe(0)
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      name === 'miniApp' && action.isOfMiniApp ? 'shop' : sampleOf({ path: [name], schema: { type: 'string' } }),
    )
    expect(request).toMatchObject({ method: route.method })
    expect(request?.url.split('?')[0]).toBe(path)
    expect(Object.keys((request?.body as object) ?? {})).toEqual(
      route.query
        ? []
        : action.args.map(({ path: [name] }) => name).filter((name) => !route.path.includes(`{${name}}`)),
    )
  })

  test('each once, and no word or flag of ours is hidden by one of theirs', () => {
    const words = routesProgram('toss', () => {}).commands.flatMap((command) => [command.name(), ...command.aliases()])
    expect(new Set(words).size).toBe(words.length)
    expect(words).toEqual(expect.arrayContaining(Object.values(shortWords)))
    const ours = ['json', 'dir', 'config', 'control-url', 'help', 'follow', 'every-mini-app']
    for (const { name, args, flags, isOfMiniApp } of actions.values()) {
      const theirs = [...args, ...flags].map(flagOf)
      expect(new Set(theirs).size, name).toBe(theirs.length)
      const hidden = theirs.filter((flag) => ours.includes(flag) || (isOfMiniApp && flag === 'app-name'))
      expect(hidden, name).toEqual([])
    }
  })

  test('clock, journal and faults have all that is theirs', () => {
    const here = Object.values<Group>(groups).flatMap(({ words, forAll = {} }) =>
      [words, forAll].flatMap(Object.values),
    )
    const theirs = controlRoutes.filter(({ path }) =>
      /^(\/mini-apps\/\{miniApp\})?\/(clock|journal|faults|fault-)/.test(path),
    )
    expect(here.sort()).toEqual(theirs.map(({ operationId }) => operationId).sort())
  })

  test('the program has a command for each group', () => {
    const names = createProgram(() => {}).commands.map((command) => command.name())
    expect(names).toEqual(expect.arrayContaining(['toss', ...Object.keys(groups)]))
  })
})

describe('what is given', () => {
  test('is a flag for each field, also of the objects within', async () => {
    const flags = [
      '--profile.name',
      '김토스',
      '--scopes',
      'user_name',
      '--scopes',
      'user_phone',
      '--referrer',
      'SANDBOX',
    ]
    const { asked: request } = await ask('toss', 'login', '--app-name', 'shop', ...flags)
    expect(request).toEqual({
      method: 'POST',
      url: '/mini-apps/shop/logins',
      body: { profile: { name: '김토스' }, scopes: ['user_name', 'user_phone'], referrer: 'SANDBOX' },
    })
  })

  test('is an argument where the route does nothing without it', async () => {
    expect((await ask('clock', 'advance', '90m')).asked).toMatchObject({
      url: '/clock/advance',
      body: { seconds: 5400 },
    })
    const { asked: request } = await ask('faults', 'add-scenario', 'lost-answers', '--every-mini-app')
    expect(request).toMatchObject({ url: '/faults/scenarios', body: { name: 'lost-answers' } })
  })

  test('goes into the query of what is only read', async () => {
    const { asked: request } = await ask('journal', '--failed', '--no-bodies', '--limit', '3', '--mini-app', '가게')
    expect(new URL(request?.url ?? '', controlUrl).searchParams.toString()).toBe(
      new URLSearchParams({ miniApp: '가게', failed: 'true', limit: '3', bodies: 'false' }).toString(),
    )
  })

  test('is a part of the path, whatever it is', async () => {
    const { asked: request } = await ask('toss', 'approve', '../../reset', '--app-name', 'shop')
    expect(request?.url).toBe('/mini-apps/shop/payments/..%2F..%2Freset/approve')
  })

  const field = (id: string, flag: string) => {
    const action = actions.get(id)
    const found = [...(action?.args ?? []), ...(action?.flags ?? [])].find((each) => flagOf(each) === flag)
    if (found === undefined) throw new Error(`${id} has no ${flag}`)
    return found
  }

  test.each([
    ['advanceClock', 'seconds', '1.5h', 5400],
    ['advanceClock', 'seconds', '2d', 172_800],
    ['createPromotion', 'payout-delay-seconds', 'null', null],
    ['createPromotion', 'payout-delay-seconds', '10m', 600],
    ['extendSubscription', 'days', '3', 3],
    ['createUser', 'phone', '01012345678', '01012345678'],
    ['createUser', 'email', 'null', null],
    ['approvePayment', 'card', '{"companyCode":3}', { companyCode: 3 }],
    ['approvePayment', 'card.company-code', '3', 3],
    ['replaceProducts', 'products', '[]', []],
    ['purchase', 'process-product-grant', 'true', true],
  ])('%s %s %s', (id, flag, given, value) => {
    expect(readField(field(id, flag), given, `--${flag}`)).toEqual(value)
  })

  test.each([
    ['advanceClock', 'seconds', '1x', /^--seconds must be a number of seconds, or one with s, m, h or d, not "1x"$/],
    ['extendSubscription', 'days', '1h', /^--days must be a number, not "1h"$/],
    ['approvePayment', 'card', '[]', /^--card must be an object in JSON: '\{…\}', not "\[\]"$/],
    ['replaceProducts', 'products', 'x', /^--products must be a list in JSON/],
  ])('%s %s %s is wrong, and why', (id, flag, given, message) => {
    expect(() => readField(field(id, flag), given, `--${flag}`)).toThrow(message)
  })

  test('a field within an object that is given as well is put into it', () => {
    const action = actions.get('approvePayment')
    if (action === undefined) throw new Error('no approvePayment')
    const [card, company] = [field('approvePayment', 'card'), field('approvePayment', 'card.company-code')]
    const given = new Map<never, unknown>([
      [card as never, { installmentMonths: 3 }],
      [company as never, 3],
    ])
    expect(callOf(action, given, 'shop').body).toEqual({ card: { installmentMonths: 3, companyCode: 3 } })
  })

  test('every field of every route can be given', () => {
    for (const { route, args, flags } of actions.values()) {
      const all = fieldsOf(route.query ?? route.body).map(flagOf)
      expect([...args, ...flags].map(flagOf)).toEqual(expect.arrayContaining(all))
    }
  })
})
