/** What a caller asked of a counter, and what it was told. */
export interface Operation {
  readonly kind: 'add' | 'read'
  /** When it was asked, and when it was told; infinity where it never was: it may have been done at any time since, or never. */
  readonly asked: number
  readonly told: number
  /** The sum that it was told: of an `add` the one after it. Undefined where it was told nothing. */
  readonly sum?: number
}

/**
 * Whether a history of a counter that begins at 0 is linearizable: whether each operation can be given a moment between its begin and its
 * end, so that all together are what one caller would have been told who did them one after the other.
 */
export function isLinearizable(history: readonly Operation[]): boolean {
  const operations = [...history].sort((a, b) => a.asked - b.asked)
  const done = new Array<boolean>(operations.length).fill(false)
  const failed = new Set<string>()

  /** `first`: all before it are done. */
  function search(first: number, sum: number): boolean {
    let from = first
    while (from < operations.length && done[from]) from++
    if (operations.every(({ told }, index) => done[index] || told === Number.POSITIVE_INFINITY)) return true
    const state = `${sum} ${from} ${done.slice(from).map(Number).join('')}`
    if (failed.has(state)) return false
    // Whoever was told before another one asked comes before it.
    const earliest = Math.min(...operations.flatMap(({ told }, index) => (done[index] ? [] : [told])))
    for (let index = from; index < operations.length; index++) {
      const operation = operations[index] as Operation
      if (operation.asked > earliest) break
      if (done[index]) continue
      const next = operation.kind === 'add' ? sum + 1 : sum
      if (operation.sum !== undefined && operation.sum !== next) continue
      done[index] = true
      if (search(from, next)) return true
      done[index] = false
    }
    failed.add(state)
    return false
  }

  return search(0, 0)
}
