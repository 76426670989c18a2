/**
 * What a test takes of a list that drives one thing over and over: all of it, or, with the environment variable `TEST_SLICE=1`
 * (`.ci/run`, which has to end within 20 minutes), the few that the test names.
 */
export const slice = <T>(all: readonly T[], isAmongFew: (one: T, index: number) => boolean): readonly T[] =>
  process.env.TEST_SLICE === '1' ? all.filter(isAmongFew) : all
