/** How often something is tried with what fast-check makes up, and whether it looks for a smaller example where that fails. */
export interface Runs {
  readonly numRuns: number
  readonly endOnFailure?: boolean
}
