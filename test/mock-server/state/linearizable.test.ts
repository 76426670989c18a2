import { expect, test } from 'vitest'
import { isLinearizable, type Operation } from './linearizable.js'

const never = Number.POSITIVE_INFINITY
const add = (asked: number, told: number, sum?: number): Operation => ({
  kind: 'add',
  asked,
  told,
  ...(sum !== undefined && { sum }),
})
const read = (asked: number, told: number, sum: number): Operation => ({ kind: 'read', asked, told, sum })

test.each<[string, Operation[]]>([
  ['one after the other', [add(1, 2, 1), read(3, 4, 1), add(5, 6, 2)]],
  ['at once, in either order', [add(1, 10, 2), add(2, 9, 1), read(3, 8, 0), read(4, 7, 1)]],
  ['an add that was told nothing, and was done', [add(1, never), read(2, 3, 0), read(4, 5, 1)]],
  ['an add that was told nothing, and was not done', [add(1, never), read(2, 3, 0), read(4, 5, 0)]],
  ['an add that was told nothing, and was done late', [add(1, never), add(2, 3, 1), read(4, 5, 1), read(6, 7, 2)]],
])('%s is a history that can be', (_name, history) => {
  expect(isLinearizable(history)).toBe(true)
})

test.each<[string, Operation[]]>([
  ['a stale read', [add(1, 2, 1), read(3, 4, 0)]],
  ['a stale read after a fresh one', [add(1, 9, 1), read(2, 3, 1), read(4, 5, 0)]],
  ['a lost write', [add(1, 2, 1), add(3, 4, 1)]],
  ['a lost write that nobody read', [add(1, 4, 1), add(2, 3, 1)]],
  ['something done twice', [add(1, 2, 1), read(3, 4, 2)]],
  ['a write before it was asked for', [read(1, 2, 1), add(3, 4, 1)]],
])('%s is none', (_name, history) => {
  expect(isLinearizable(history)).toBe(false)
})
