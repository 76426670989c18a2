import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readJsonText } from '../../../mock-server/seed/json-text.js'
import { readYamlText } from '../../../mock-server/seed/yaml-text.js'
import type { Path, Place } from '../../../mock-server/world/checks/issue.js'
import { pathText, readPathText } from '../../../mock-server/world/checks/issue.js'
import { nearMiss } from '../../../mock-server/world/checks/near-miss.js'

/** Every path that leads somewhere. */
function pathsIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, stepOf(value, key)]))]
}

const stepOf = (value: object, key: string) => (Array.isArray(value) ? Number(key) : key)

const key = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('users', 'a b', '"', '\\', '5', '__proto__', '김'),
)
const document = fc.anything({
  key,
  values: [
    fc.string(),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
  ],
  withNullPrototype: false,
  maxDepth: 4,
  maxKeys: 4,
})

test('a JSON text is read as JSON.parse does, and its positions are those of the YAML reader', () => {
  fc.assert(
    fc.property(document, fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const text = JSON.stringify(value, null, indent)
      const json = readJsonText(text)
      const yaml = readYamlText(text)
      if ('issues' in json) throw new Error(`JSON: ${json.issues[0]?.message}`)
      expect(json.content).toEqual(JSON.parse(text))
      // What YAML does not take, such as keys of more than 1,024 characters.
      if ('issues' in yaml) return
      const places = pathsIn(json.content).flatMap((path): Place[] => [true, false].map((isKey) => ({ path, isKey })))
      expect(json.locate(places)).toEqual(yaml.locate(places))
    }),
  )
})

test('what is not there is located at its nearest parent', () => {
  const text = '{\n "a": [\n  { "b": 1 }\n ]\n}'
  const places = [
    ['a', 0, 'c'],
    ['a', 7],
    ['x', 'y'],
    ['a', 0, 'b', 'deep'],
  ].map((path) => ({ path, isKey: false }))
  for (const read of [readJsonText(text), readYamlText(text)]) {
    if ('issues' in read) throw new Error('not read')
    expect(read.locate(places)).toEqual([
      { line: 3, column: 3 },
      { line: 2, column: 2 },
      { line: 1, column: 1 },
      { line: 3, column: 10 },
    ])
  }
})

test('a path is read back from its text', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.nat())), (path) => {
      expect(readPathText(pathText(path))).toEqual(path)
    }),
  )
})

test('a slip of the pen is recognised, and nothing else', () => {
  const known = ['users', 'products', 'userKey', 'anonKey', 'PAY_CANCEL', 'at']
  const near = (name: string) => nearMiss(name, known)
  expect(near('usres')).toBe('users')
  expect(near('user_key')).toBe('userKey')
  expect(near('UserKey')).toBe('userKey')
  expect(near('product')).toBe('products')
  expect(near('PAY-CANCELED')).toBe('PAY_CANCEL')
  expect(near('ta')).toBe('at')
  expect(near('colour')).toBeUndefined()
  expect(near('')).toBeUndefined()
})
