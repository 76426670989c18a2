import { expect, test } from 'vitest'
import { loadPeopleMaker } from '../../../mock-server/world/made-up-people.js'
import { createRandom as randomOf } from '../../../mock-server/world/random.js'

/** The same each time: from the first draw on. */
function createRandom(seed: string) {
  let draws = 0
  return randomOf(seed, 'people', () => draws++)
}

test('made-up people have Korean names that differ, and the same randomness makes the same people', async () => {
  const people = await loadPeopleMaker()
  const make = () => {
    const random = createRandom('seed')
    return Array.from({ length: 500 }, () => people.profile(random).name)
  }
  const names = make()
  for (const name of names) expect(name).toMatch(/^[가-힣]{2,4}$/)
  expect(new Set(names).size).toBeGreaterThan(450)
  expect(make()).toEqual(names)
})

test('a given field changes nothing of the others', async () => {
  const people = await loadPeopleMaker()
  const [plain, named] = [{}, { name: '홍길동' }].map((given) => people.profile(createRandom('seed'), given))
  expect({ ...named, ci: '' }).toEqual({ ...plain, name: '홍길동', ci: '' })
})
