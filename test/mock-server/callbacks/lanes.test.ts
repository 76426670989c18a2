import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createJournal } from '../../../mock-server/record/journal.js'
import { createLog } from '../../../mock-server/record/log.js'
import type { JournalExchange } from '../../../mock-server/record/shared-journal.js'
import { createLanes } from '../../../mock-server/toss-side/callbacks/lanes.js'
import { createCallbackSender } from '../../../mock-server/toss-side/callbacks/sender.js'
import { createStore, type KeptStore } from '../../../mock-server/world/store-of-turns.js'
import { rejectingEngine } from '../world/rejecting-engine.js'
import { createSharedMemory, type SharedMemory } from '../world/shared-memory-engine.js'

const never = new AbortController().signal

function laneOf(patience: number) {
  const store = createStore({ seed: 's', now: () => 0, engine: rejectingEngine() })
  const lanes = createLanes(store, patience)
  const take = () => store.equip(() => lanes.take('shop', 'callbacks.unlink'))
  const reached = (place: Awaited<ReturnType<typeof take>>) => lanes.reached('shop', 'callbacks.unlink', place, never)
  const leave = (place: Awaited<ReturnType<typeof take>>) => lanes.leave('shop', 'callbacks.unlink', place)
  return { store, take, reached, leave }
}

test('who has a place goes when those before are through', async () => {
  const { take, reached, leave } = laneOf(60_000)
  const places = [await take(), await take(), await take()]
  const gone: number[] = []
  const going = [2, 0, 1].map(async (index) => {
    const place = places[index] as (typeof places)[number]
    expect(await reached(place)).toBe(true)
    gone.push(index)
    await leave(place)
  })
  await Promise.all(going)
  expect(gone).toEqual([0, 1, 2])
})

test('one who never leaves is waited for only for a time, and one who was in a world that was dropped does not go', async () => {
  const { store, take, reached } = laneOf(100)
  await take()
  const second = await take()
  expect(await reached(second)).toBe(true)
  await store.reset()
  expect(await reached(second)).toBe(false)
  await take()
  expect(await reached(second)).toBe(false)
})

const partner = createServer((_request, response) => response.end())
beforeAll(() => new Promise<void>((resolve) => void partner.listen(0, '127.0.0.1', resolve)))
afterAll(() => void partner.close())

interface ProcessOptions {
  readonly patience?: number
  readonly exchange?: JournalExchange
}

/** One of the processes that share a world and its callbacks. */
function createProcess(memory: SharedMemory, { patience = 60_000, exchange }: ProcessOptions = {}) {
  const store = createStore({ seed: 's', now: () => 0, engine: memory.engine() })
  let isAway = false
  const equip: KeptStore['equip'] = async (work) => {
    if (isAway) throw new Error('away')
    return store.equip(work)
  }
  const sender = createCallbackSender({
    journal: createJournal({ size: 10, now: () => 0, exchange }),
    log: createLog({ level: 'silent', format: 'json' }),
    timeout: 5_000,
    redact: true,
    variants: {},
    lanes: createLanes({ equipment: store.equipment, equip }, patience),
  })
  const url = `http://127.0.0.1:${(partner.address() as AddressInfo).port}/?userKey=1&referrer=UNLINK`
  const request = { method: 'GET', url, headers: { authorization: 'Basic YQ==' }, body: null } as const
  const take = () => store.equip(() => sender.placeFor('shop', 'callbacks.unlink'))
  return {
    store,
    sender,
    take,
    send: async (place = take()) =>
      sender.send({ miniApp: 'shop', callback: 'callbacks.unlink', request, place: await place }),
    lose() {
      isAway = true
    },
  }
}

test('what waits in a world that another process has dropped takes nothing of the next world with it', async () => {
  const memory = createSharedMemory()
  const [a, b] = [createProcess(memory), createProcess(memory)]
  await a.take()
  const place = b.take()
  const old = b.send(place)
  await place
  await a.store.reset()
  const fresh = b.send()
  expect(await old).toMatchObject({ delivered: false, error: 'the mock was reset' })
  expect(await fresh).toMatchObject({ delivered: true })
})

test('a callback is sent all the same where nobody can be asked who comes before', async () => {
  const one = createProcess(createSharedMemory(), { patience: 100 })
  const delivery = one.send()
  one.lose()
  expect(await delivery).toMatchObject({ delivered: true })
})

test('neither one who waits for others nor a journal that is away keeps a mock from closing', async () => {
  const memory = createSharedMemory()
  const waiting = createProcess(memory)
  await waiting.take()
  let sees = () => {}
  const isRecorded = new Promise<void>((resolve) => {
    sees = resolve
  })
  const exchange = () => {
    sees()
    return Promise.reject(new Error('away'))
  }
  const told = createProcess(createSharedMemory(), { exchange })
  const deliveries = [waiting.send(), told.send()]
  await isRecorded
  await Promise.all([waiting.sender.close(), told.sender.close()])
  expect(await Promise.all(deliveries)).toMatchObject([
    { delivered: false, error: 'the mock was closed' },
    { delivered: true, journalId: null },
  ])
})
