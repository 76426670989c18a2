import { expect as base, type ExpectStatic } from 'vitest'
import { matchers } from '../for-vitest.js'
import type { MockMatchers } from '../matchers.js'

declare module 'vitest' {
  // biome-ignore lint/suspicious/noExplicitAny: the declaration has to have vitest's own parameter
  interface Matchers<T = any> extends MockMatchers {}
}

base.extend(matchers as never)

/** vitest's `expect` with the matchers of {@link MockMatchers}. */
export const expect: ExpectStatic = base

export { tryEveryAnswer } from '../for-vitest.js'
export type { MockMatchers } from '../matchers.js'
export type { TestMock, TestMockOptions } from '../test-mock.js'
export { type MockFixtures, test, test as it } from './test.js'
