// Moves money between two accounts of a shared world without end, and says after each transfer that it was made. Killed by its test.
import { writeSync } from 'node:fs'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'

// biome-ignore lint/suspicious/noExplicitAny: they are no kinds of a mini-app's world.
const [numbers, texts]: any[] = ['numbers', 'texts']
const [url, name] = process.argv.slice(2) as [string, string]
const { engine, claim } = await openRedisState({ url, prefix: 'test', warn: () => {} })
await claim?.({ seed: 'redis', decryptionKey: 'k', aad: 'a', tokenSigningKey: 'pem' })
const store = createStore({ seed: 'redis', now: () => 0, engine })

async function transfer(number: number): Promise<void> {
  await store.update('shop', (world) => {
    const get = (id: string) => (world.get(numbers, id) as unknown as number) ?? 0
    const id = `${name}-${number}`
    if (world.get(texts, id) !== undefined) world.put(numbers, 'twice', (get('twice') + 1) as never)
    world.put(numbers, 'from', (get('from') - number) as never)
    world.put(numbers, 'to', (get('to') + number) as never)
    world.put(numbers, 'made', (get('made') + 1) as never)
    world.put(texts, id, [id] as never)
  })
  writeSync(1, `${number}\n`)
}

for (let number = 1; ; number += 3) await Promise.all([transfer(number), transfer(number + 1), transfer(number + 2)])
