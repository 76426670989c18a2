/** Values above which only the first violation is looked for. */
export const valueBound = 20_000

/** Whether only the first violation of a value is reported, because it holds so much. */
export function isTooLargeForAll(value: unknown): boolean {
  return holdsMoreThan(value, valueBound)
}

/** Whether a value holds more than `bound` values, those inside lists and objects included. Looks at little more than that. */
function holdsMoreThan(value: unknown, bound: number): boolean {
  const waiting: unknown[] = [value]
  let count = 1
  for (let next = waiting.pop(); next !== undefined || waiting.length > 0; next = waiting.pop()) {
    if (typeof next !== 'object' || next === null) continue
    // An object of millions of fields must not become a list of millions of names first.
    for (const name in next) {
      if (++count > bound) return true
      waiting.push((next as Record<string, unknown>)[name])
    }
  }
  return false
}
