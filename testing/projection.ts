import { isDeepStrictEqual } from 'node:util'

/**
 * The part of `actual` that `expected` speaks of, so that the two can be compared and shown side by side: fields that
 * `expected` does not name are left out, lists are taken whole. Where `expected` has an asymmetric matcher
 * (`expect.any(Number)`) that holds, the matcher itself stands there.
 */
export function projectOnto(expected: unknown, actual: unknown): unknown {
  if (isAsymmetric(expected)) return expected.asymmetricMatch(actual) ? expected : actual
  if (Array.isArray(expected) && Array.isArray(actual)) {
    return actual.map((item, index) => (index in expected ? projectOnto(expected[index], item) : item))
  }
  if (!isPlain(expected) || !isPlain(actual)) return actual
  const named = Object.entries(expected).filter(([name, value]) => Object.hasOwn(actual, name) || value === undefined)
  const projected = Object.fromEntries(named.map(([name, value]) => [name, projectOnto(value, actual[name])]))
  // What was sent is JSON: that somebody expects it as an object of a class of theirs makes no difference.
  return Object.setPrototypeOf(projected, Object.getPrototypeOf(expected))
}

/** In how many places a projection differs from what was expected. */
export function distance(expected: unknown, projected: unknown): number {
  if (isDeepStrictEqual(expected, projected)) return 0
  if (Array.isArray(expected) !== Array.isArray(projected) || !isObject(expected) || !isObject(projected)) return 1
  const names = new Set([...Object.keys(expected), ...Object.keys(projected)])
  let places = 0
  for (const name of names) places += distance(expected[name], projected[name])
  return Math.max(places, 1)
}

interface Asymmetric {
  asymmetricMatch(actual: unknown): boolean
}

function isAsymmetric(value: unknown): value is Asymmetric {
  return isObject(value) && typeof value.asymmetricMatch === 'function'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value)
}
