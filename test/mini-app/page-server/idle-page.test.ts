import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { nothingCalled, watchForCalls } from '../../../mini-app/page-server/idle-page.js'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function watching() {
  const said: string[] = []
  return { said, ...watchForCalls((hint) => said.push(hint)) }
}

test('a page that is open for a minute without a call is told of, once', () => {
  const { said, document, end } = watching()
  document()
  vi.advanceTimersByTime(59_999)
  document()
  expect(said).toEqual([])
  vi.advanceTimersByTime(1)
  end()
  expect(said).toEqual([nothingCalled])
})

test('one that is open when the server ends is told of then', () => {
  const { said, document, end } = watching()
  document()
  end()
  end()
  vi.advanceTimersByTime(120_000)
  expect(said).toEqual([nothingCalled])
})

test('nothing is said of a page that has called, nor where there was none', () => {
  const called = watching()
  called.document()
  called.call()
  called.document()
  vi.advanceTimersByTime(120_000)
  called.end()
  const none = watching()
  none.end()
  expect([called.said, none.said]).toEqual([[], []])
})
