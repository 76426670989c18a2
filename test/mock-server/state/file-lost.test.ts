import { renameSync } from 'node:fs'
import { afterEach, describe, expect, test } from 'vitest'
import { createClient } from '../../../client/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import type { Engine, Item } from '../../../mock-server/world/engine.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { statePath } from '../world/engines.js'

let open: MockServer | undefined
afterEach(() => open?.close())

/** A mock with a user and a moved clock, whose state file has been moved away. */
async function mockWithoutItsFile(): Promise<MockServer> {
  const path = statePath()
  open = await startMockServer({ stateFile: path })
  await open.toss.logIn()
  open.clock.advance(86_400_000)
  renameSync(path, `${path}.away`)
  return open
}

/** What a reset or a move of the clock would change. */
const lookAt = async (mock: MockServer) => {
  const { aheadBy, frozen } = mock.clock.state
  return { aheadBy, frozen, users: (await mock.toss.users.list()).length }
}

describe('where the state file was moved away, what is refused has changed nothing', () => {
  test.each([
    ['/reset'],
    ['/mini-apps/my-mini-app/reset'],
    ['/clock/advance', { seconds: 60 }],
    ['/clock/freeze'],
    ['/mini-apps/my-mini-app/logins', {}],
  ])('POST %s', async (path, body?: object) => {
    const mock = await mockWithoutItsFile()
    const before = await lookAt(mock)
    const moves: number[] = []
    mock.clock.onMove(() => moves.push(1))
    const response = await fetch(`${mock.controlUrl}${path}`, {
      method: 'POST',
      ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    expect(response.status).toBe(500)
    expect(await response.json()).toMatchObject({
      error: {
        code: 'ERR_STATE_FILE',
        message: expect.stringMatching(/was removed or replaced.*; nothing was changed$/),
      },
    })
    expect(await lookAt(mock)).toEqual(before)
    expect(moves).toEqual([])
  })

  test('a frozen clock is not resumed', async () => {
    const path = statePath()
    open = await startMockServer({ stateFile: path })
    open.clock.freeze()
    renameSync(path, `${path}.away`)
    expect(() => open?.clock.resume()).toThrow('nothing was changed')
    expect(open.clock.state.frozen).toBe(true)
  })

  test('a call of the partner API is answered with INTERNAL_ERROR, and is no bug of the mock', async () => {
    const path = statePath()
    open = await startMockServer({ stateFile: path })
    await using client = createClient({ ...open.clientTls, baseUrl: open.baseUrl })
    const { authorizationCode, referrer } = await open.toss.logIn()
    renameSync(path, `${path}.away`)
    const refused = client.login.generateToken({ authorizationCode, referrer })
    await expect(refused).rejects.toMatchObject({ errorCode: 'INTERNAL_ERROR' })
    expect(open.journal.exchanges().at(-1)?.because).toMatch(
      /^the mock cannot do its work: state file .* nothing was changed/,
    )
    renameSync(`${path}.away`, path)
    await client.login.generateToken({ authorizationCode, referrer })
  })
})

test('worlds and clock are kept in one step, and nothing else happens where that cannot be done', async () => {
  const questions: (readonly Item[])[] = []
  let isFull = false
  const engine: Engine = {
    isShared: false,
    load: () => [],
    turn(items) {
      if (isFull) throw new Error('no space')
      questions.push(items)
      return items.map((item) => ({ accepted: item.map(() => undefined) }))
    },
    close: async () => {},
  }
  const store = createStore({ seed: 'one step', now: () => 0, engine })
  let done = 0
  const also = { clock: { aheadBy: 7 }, done: () => done++ }
  await store.load(new Map([['shop', { seed: 's', draws: 0, entities: {} }]]), undefined, also)
  expect(questions.map((items) => items.map((item) => item.map(({ world }) => world).sort()))).toEqual([
    [[':directory', ':notes', 'shop']],
  ])
  isFull = true
  await expect(store.load(new Map(), undefined, also)).rejects.toThrow('no space')
  expect(done).toBe(1)
})
