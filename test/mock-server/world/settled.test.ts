import { setImmediate as soon } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Engine } from '../../../mock-server/world/engine.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { createSharedMemory } from './shared-memory-engine.js'

test('everybody who waits for what is done soon waits for all of it, and each failure is told once', async () => {
  const engine = createSharedMemory().engine()
  const asked: { answer?: ((error?: Error) => void) | undefined } = {}
  const slow: Engine = {
    ...engine,
    turn: (items) =>
      new Promise((resolve, reject) => {
        asked.answer = (error) => (error === undefined ? resolve(engine.turn(items)) : reject(error))
      }),
  }
  const store = createStore({ seed: 's', now: () => 0, engine: slow })
  let isDone = false
  const asking = () => asked.answer
  const waiting = store.ready()
  // The turn that reads, and its second try.
  for (const _ of [1, 2]) {
    await soon()
    await soon()
    asking()?.()
  }
  await waiting
  asked.answer = undefined
  store.equipSoon(() => store.equipment.put(null, '.thing', '1', 1))
  const both = Promise.all([store.settled(), store.settled().then(() => expect(isDone).toBe(true))])
  for (let count = 0; count < 5; count++) await soon()
  isDone = true
  asking()?.()
  await both
  asked.answer = undefined
  store.equipSoon(() => store.equipment.put(null, '.thing', '2', 2))
  while (asking() === undefined) await soon()
  asking()?.(new Error('away'))
  await expect(store.settled()).rejects.toThrow('away')
  await store.settled()
})
