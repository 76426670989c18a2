// Moves money between two accounts without end, and says after each transfer that it was made. Killed by its test.
import { writeSync } from 'node:fs'
import { openState } from '../../../mock-server/world/state/open-state.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'

// biome-ignore lint/suspicious/noExplicitAny: they are no kinds of a mini-app's world.
const [numbers, texts]: any[] = ['numbers', 'texts']
const { engine } = await openState(process.argv[2] as string)
const store = createStore({ seed: 'writer', now: () => 0, engine })
const read = (id: string) => store.read('shop', (world) => (world.get(numbers, id) as unknown as number) ?? 0)
for (let made = (await read('made')) + 1; ; made++) {
  const count = made
  await store.update('shop', (world) => {
    const put = (id: string, number: number) => world.put(numbers, id, number as never)
    put('from', ((world.get(numbers, 'from') as unknown as number) ?? 0) - count)
    put('to', ((world.get(numbers, 'to') as unknown as number) ?? 0) + count)
    put('made', count)
    world.put(texts, `transfer-${count}`, [String(count), 'x'.repeat(count % 7 === 0 ? 6_000 : 60)] as never)
    if (count > 100) world.delete(texts, `transfer-${count - 100}`)
    world.random.bytes(4)
  })
  writeSync(1, `${made}\n`)
}
