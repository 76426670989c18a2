/** An integer of a JSON text that JavaScript cannot hold, so that parsing it gave another one. */
export interface UnsafeInteger {
  /** Dotted path, as in `Violation`. */
  readonly field: string
  /** What was parsed; near to what was written. */
  readonly digits: string
}

/**
 * Integers beyond 2^53 - 1 in a value that was parsed from `text`. A userKey of Toss is an int64: read as another number, it
 * would be another user.
 *
 * @param field - the path of the value itself, for example `request.body`
 */
export function unsafeIntegers(text: string, value: unknown, field: string): UnsafeInteger[] {
  // Hardly any text has so many digits in a row, and not one has to be looked through without.
  if (!/\d{16}/.test(text)) return []
  const found: UnsafeInteger[] = []
  walk(value, field)
  return found

  function walk(inside: unknown, path: string): void {
    if (typeof inside === 'number') {
      if (Number.isInteger(inside) && !Number.isSafeInteger(inside))
        found.push({ field: path, digits: `about ${inside}` })
    } else if (Array.isArray(inside)) {
      inside.forEach((item, index) => {
        walk(item, `${path}[${index}]`)
      })
    } else if (typeof inside === 'object' && inside !== null) {
      for (const [name, item] of Object.entries(inside)) walk(item, `${path}.${name.slice(0, 100)}`)
    }
  }
}
