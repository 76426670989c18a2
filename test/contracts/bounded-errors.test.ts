import { describe, expect, it, vi } from 'vitest'
import { boundErrors, errorBound } from '../../contracts/bounded-errors.js'
import { checkRequest, checkValue } from '../../contracts/index.js'
import { compileSchema } from '../../contracts/schema-compiler.js'
import { violationBound } from '../../contracts/violation.js'

const numbers = { type: 'array', items: { type: 'integer', minimum: 0 } } as const
const wrong = (count: number, value: unknown = 'x') => Array(count).fill(value)

describe('a validator', () => {
  it('makes no more errors than the bound, however many there are', () => {
    const validate = compileSchema(numbers)
    expect(validate(wrong(errorBound - 1))).toBe(false)
    expect(validate.errors).toHaveLength(errorBound - 1)
    expect(validate(wrong(50_000))).toBe(false)
    expect(validate.errors).toHaveLength(errorBound)
    expect(validate.errors?.at(-1)?.instancePath).toBe(`/${errorBound - 1}`)
  })

  it('writes the path of none beyond it', () => {
    const names = compileSchema({ type: 'object', additionalProperties: { type: 'integer' } })
    const fields = Object.fromEntries(Array.from({ length: 20_000 }, (_, at) => [`k${at}`, null]))
    const written = vi.spyOn(String.prototype, 'replace')
    try {
      expect(names(fields)).toBe(false)
      // Twice for each: `~` and `/`.
      expect(written.mock.calls.length).toBeLessThanOrEqual(2 * errorBound)
    } finally {
      written.mockRestore()
    }
  })

  it('takes a value that fits another branch, however little it fits the first one', () => {
    const either = compileSchema({
      type: 'object',
      properties: { one: { anyOf: [numbers, { type: 'array', items: { type: 'string' } }] }, two: numbers },
    })
    expect(either({ one: wrong(10_000) })).toBe(true)
    expect(either.errors).toBeNull()
    // What the branch made is forgotten, and what comes after it is found.
    expect(either({ one: wrong(10_000), two: ['x', 1, -1] })).toBe(false)
    expect(either.errors?.map(({ instancePath }) => instancePath)).toEqual(['/two/0', '/two/2'])
    expect(either({ one: wrong(10_000, null), two: wrong(10_000) })).toBe(false)
    expect(either.errors).toHaveLength(errorBound)
    expect(either.errors?.every(Boolean)).toBe(true)
  })

  it('is changed wherever ajv makes an error', () => {
    const made =
      'const err0 = {a:"b;c"};if(vErrors === null){vErrors = [err0];}else {vErrors.push(err0);}errors++;vErrors.length = _errs1;'
    expect(boundErrors(made)).toBe(
      'if(errors < 600){const err0 = {a:"b;c"};if(vErrors === null){vErrors = [err0];}else {vErrors.push(err0);}}errors++;if(vErrors.length > _errs1)vErrors.length = _errs1;',
    )
  })
})

describe('the violations of a value', () => {
  it('are a hundred at most', () => {
    expect(checkValue(numbers, wrong(100_000), 'request.body')).toHaveLength(violationBound)
    const context = Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`k${at}`, null]))
    const body = { templateSetCode: 'A', context }
    const violations = checkRequest('messenger.sendMessage', { headers: { 'x-toss-user-key': '1' }, body })
    expect(violations).toHaveLength(violationBound)
  })

  it('are one where a list is too long, and nothing in it is looked at', () => {
    const entry = vi.fn(() => 1)
    const contextList = Array.from({ length: 2501 }, () => Object.defineProperty({}, 'userKey', { get: entry }))
    const body = { templateSetCode: 'A', contextList }
    expect(checkRequest('messenger.sendBulkMessage', { headers: {}, body })).toMatchObject([
      {
        field: 'request.body.contextList',
        rule: 'maxItems',
        message: expect.stringContaining('must be a list of at most 2500 items (maxItems)'),
      },
    ])
    expect(entry).not.toHaveBeenCalled()
  })
})
