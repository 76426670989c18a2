/** How often something is tried with what fast-check makes up, and whether it looks for a smaller example where that fails. */
export interface Runs {
  readonly numRuns: number
  readonly endOnFailure?: boolean
}

/**
 * So many runs, or, without the environment variable `TEST_ALL_RUNS=1`, a quarter of them: `npm test` has other cases each time, and
 * `npm run test:long` repeats this folder with all (project `rejecting`).
 */
export function runs(all: number): Runs {
  return { numRuns: process.env.TEST_ALL_RUNS === '1' ? all : Math.ceil(all / 4) }
}
