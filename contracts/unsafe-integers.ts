/** An integer that JavaScript cannot hold: what was read is another one. */
export interface UnsafeInteger {
  /** Dotted path, as in `Violation`. */
  readonly field: string
  /** Near to what was written. */
  readonly value: number
}

/** Levels of nesting that are looked at. */
const depth = 100

/**
 * Integers beyond 2^53 - 1 in a value that was parsed from JSON or YAML. A userKey of Toss is an int64: read as another
 * number, it would be another user.
 *
 * @param field - the path of the value itself, for example `request.body`
 * @param text - what the value was parsed from. Few texts have that many digits in a row; in all others there is nothing to look for
 */
export function unsafeIntegers(value: unknown, field: string, text?: string): UnsafeInteger[] {
  const found: UnsafeInteger[] = []
  if (text === undefined || /\d{16}/.test(text)) walk(value, field, 0)
  return found

  function walk(inside: unknown, path: string, level: number): void {
    if (typeof inside === 'number') {
      if (Number.isInteger(inside) && !Number.isSafeInteger(inside)) found.push({ field: path, value: inside })
    } else if (typeof inside !== 'object' || inside === null || level === depth) {
      return
    } else if (Array.isArray(inside)) {
      for (let index = 0; index < inside.length; index++) walk(inside[index], `${path}[${index}]`, level + 1)
    } else {
      for (const name of Object.keys(inside)) {
        walk((inside as Record<string, unknown>)[name], `${path}.${name}`, level + 1)
      }
    }
  }
}

/** What is wrong with it, in a sentence. */
export function unsafeInWords({ field, value }: UnsafeInteger): string {
  return `${field} is about ${value}, beyond 2^53 - 1 (safeInteger): JavaScript reads another number, which would be another user’s.`
}
