import { expect, test } from 'vitest'
import { isCodedError } from '../../errors/index.js'
import { startMockServer } from '../../mock-server/index.js'

type Method = (...given: unknown[]) => Promise<unknown>

function methodsOf(side: object, prefix = ''): [string, Method][] {
  return Object.entries(side).flatMap(([name, value]): [string, Method][] => {
    if (typeof value === 'function') return [[`${prefix}${name}`, value]]
    return typeof value === 'object' && value !== null ? methodsOf(value, `${prefix}${name}.`) : []
  })
}

/** Why it was refused; undefined where it was not. */
async function refusalOf(method: Method, ...given: unknown[]): Promise<unknown> {
  try {
    await method(...given)
    return undefined
  } catch (error) {
    return isCodedError(error) ? error.code : error
  }
}

test('every method of the Toss side that is called without arguments, or with null, does its work or says what is missing', async () => {
  await using mock = await startMockServer({ controlPort: false, logLevel: 'silent' })
  for (const [name, method] of methodsOf(mock.toss)) {
    // A certificate's key takes long to make.
    const none = name.startsWith('certificates.') ? [] : [[]]
    for (const given of [...none, [null], ['WELCOME_POINT'], ['WELCOME_MESSAGE'], [1, null]]) {
      const refusal = await refusalOf(method, ...given)
      const codes = [undefined, 'ERR_INVALID_OPTION', 'ERR_NOT_FOUND', 'ERR_CONFLICT']
      expect(codes, `${name}(${given.join()}): ${refusal}`).toContain(refusal)
    }
  }
})
