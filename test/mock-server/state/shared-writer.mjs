// Moves money between two accounts of a shared world without end, and says after each transfer that it was made. Killed by its test.
import { writeSync } from 'node:fs'
import { openRedisState } from '../../../dist/mock-server/world/state/redis-state.cjs'
import { createStore } from '../../../dist/mock-server/world/store-of-turns.cjs'

const [url, name] = process.argv.slice(2)
const state = await openRedisState({ url, prefix: 'test', warn: () => {} })
await state.claim({ seed: 'redis', decryptionKey: 'k', aad: 'a', tokenSigningKey: 'pem' })
const store = createStore({ seed: 'redis', now: () => 0, engine: state.engine })

async function transfer(number) {
  await store.update('shop', (world) => {
    const get = (id) => world.get('numbers', id) ?? 0
    const id = `${name}-${number}`
    if (world.get('texts', id) !== undefined) world.put('numbers', 'twice', get('twice') + 1)
    world.put('numbers', 'from', get('from') - number)
    world.put('numbers', 'to', get('to') + number)
    world.put('numbers', 'made', get('made') + 1)
    world.put('texts', id, [id])
  })
  writeSync(1, `${number}\n`)
}

for (let number = 1; ; number += 3) await Promise.all([transfer(number), transfer(number + 1), transfer(number + 2)])
