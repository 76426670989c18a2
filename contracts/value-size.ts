/** No answer that was asked for holds as many. */
const valueBound = 20_000

/** Whether a value holds more than anybody asked for. */
export function isVeryLarge(value: unknown): boolean {
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
