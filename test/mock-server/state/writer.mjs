// Moves money between two accounts without end, and says after each transfer that it was made. Killed by its test.
import { writeSync } from 'node:fs'
import { openState } from '../../../dist/mock-server/world/state/open-state.cjs'
import { createStore } from '../../../dist/mock-server/world/store-of-turns.cjs'

const { engine } = await openState(process.argv[2])
const store = createStore({ seed: 'writer', now: () => 0, engine })
for (let made = (await store.read('shop', (world) => world.get('numbers', 'made') ?? 0)) + 1; ; made++) {
  await store.update('shop', (world) => {
    world.put('numbers', 'from', (world.get('numbers', 'from') ?? 0) - made)
    world.put('numbers', 'to', (world.get('numbers', 'to') ?? 0) + made)
    world.put('numbers', 'made', made)
    world.put('texts', `transfer-${made}`, [String(made), 'x'.repeat(made % 7 === 0 ? 6_000 : 60)])
    if (made > 100) world.delete('texts', `transfer-${made - 100}`)
    world.random.bytes(4)
  })
  writeSync(1, `${made}\n`)
}
