import { expect, test } from 'vitest'
import { koreanName } from '../../../mock-server/world/korean-names.js'

const draws = Array.from({ length: 5_000 }, (_, index) => Math.floor((index / 5_000) * 2 ** 32))

test('every draw has a name of each gender: a surname and a given name of two syllables', () => {
  for (const draw of [...draws, 0, 2 ** 32 - 1]) {
    for (const gender of ['MALE', 'FEMALE'] as const) expect(koreanName(draw, gender)).toMatch(/^[가-힣]{3}$/)
  }
})

test('names differ, the most frequent surname is 김, and a draw is one name for good', () => {
  const names = draws.map((draw) => koreanName(draw, 'FEMALE'))
  expect(new Set(names).size).toBeGreaterThan(900)
  const kims = names.filter((name) => name.startsWith('김')).length / names.length
  expect(kims).toBeGreaterThan(0.19)
  expect(kims).toBeLessThan(0.28)
  expect(koreanName(7, 'MALE')).toBe('김민준')
})
