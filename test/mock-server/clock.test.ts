import { expect, test } from 'vitest'
import { createClock } from '../../mock-server/world/clock.js'

test('runs with real time, ahead of it by what was advanced', () => {
  let real = 1_000
  const clock = createClock(() => real)
  clock.advance(500)
  real = 2_000
  expect(clock.now()).toBe(2_500)
  expect(clock.state).toEqual({ now: 2_500, aheadBy: 500, frozen: false })
})

test('stands still while frozen, moves when advanced, and runs on from there', () => {
  let real = 1_000
  const clock = createClock(() => real)
  clock.freeze()
  real = 5_000
  expect(clock.now()).toBe(1_000)
  clock.advance(10)
  expect(clock.now()).toBe(1_010)
  clock.resume()
  real = 5_001
  expect(clock.now()).toBe(1_011)
})

test('can be set to a later instant, and reset to real time', () => {
  const clock = createClock(() => 1_000)
  clock.set(new Date(9_000))
  expect(clock.now()).toBe(9_000)
  clock.reset()
  expect(clock.now()).toBe(1_000)
})

test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses to advance by %d', (milliseconds) => {
  const clock = createClock(() => 1_000)
  expect(() => clock.advance(milliseconds)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }))
  expect(clock.now()).toBe(1_000)
})

test('refuses to go back, and a date that is none', () => {
  const clock = createClock(() => 1_000)
  for (const instant of [new Date(999), new Date(Number.NaN)]) {
    expect(() => clock.set(instant)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }))
  }
})

test('tells of every change: moved, stopped, let run on, reset', () => {
  const clock = createClock(() => 1_000)
  const heard: unknown[] = []
  const stop = clock.onChange(() => heard.push(clock.state))
  clock.advance(1)
  clock.freeze()
  clock.freeze()
  clock.resume()
  clock.reset()
  stop()
  clock.advance(1)
  expect(heard).toMatchObject([{ now: 1_001 }, { frozen: true }, { frozen: false }, { now: 1_000 }])
})

test('tells listeners of each move until they stop listening', () => {
  const clock = createClock(() => 1_000)
  const heard: number[] = []
  const stop = clock.onMove(() => heard.push(clock.now()))
  clock.advance(1)
  clock.set(new Date(2_000))
  stop()
  clock.advance(1)
  expect(heard).toEqual([1_001, 2_000])
})

test.each([
  { start: { aheadBy: -500 }, state: { now: 500, aheadBy: -500, frozen: false } },
  { start: { instant: 5_000 }, state: { now: 5_000, aheadBy: 4_000, frozen: false } },
  { start: { instant: 5_000, frozen: true }, state: { now: 5_000, aheadBy: 4_000, frozen: true } },
  { start: { frozen: true }, state: { now: 1_000, aheadBy: 0, frozen: true } },
])('is reset to where it is to start: $start', ({ start, state }) => {
  const clock = createClock(() => 1_000)
  clock.advance(77)
  clock.freeze()
  clock.reset(start)
  expect(clock.state).toEqual(state)
})

test('tells how far it is ahead exactly, although real time goes on while it is asked', () => {
  let real = 1_000
  const clock = createClock(() => real++)
  clock.advance(60_000)
  expect(clock.state.aheadBy).toBe(60_000)
})
