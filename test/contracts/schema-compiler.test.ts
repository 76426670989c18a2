import { expect, test } from 'vitest'
import { compileSchema } from '../../contracts/schema-compiler.js'

test('a schema that is written anew at each call is compiled once, so that calls cost and leave behind nothing', () => {
  const ofCall = () => compileSchema({ type: 'number', minimum: 0, maximum: 86_400 })
  expect(ofCall()).toBe(ofCall())
  expect(compileSchema({ type: 'number', minimum: 1, maximum: 86_400 })).not.toBe(ofCall())
})

test('a keyword with a value that it cannot have is refused when the schema is compiled', () => {
  expect(() => compileSchema({ type: 'string', minLength: '3' as unknown as number })).toThrow('minLength')
})

test('a keyword that nobody knows is refused when the schema is compiled', () => {
  expect(() => compileSchema({ type: 'string', minimumLength: 3 } as object)).toThrow('minimumLength')
})
