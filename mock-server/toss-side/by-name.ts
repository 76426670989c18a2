import { CodedError } from '../../errors/index.js'
import type { TossSide } from './index.js'

/**
 * Calls a method of the Toss side by its name, for test code in another process than the mock.
 *
 * @param method - for example `logIn` or `payments.approve`
 * @param args - plain JSON
 * @throws CodedError `ERR_NOT_FOUND` for a name that is none; whatever the method throws
 */
export async function callByName(tossSide: TossSide, method: string, args: readonly unknown[]): Promise<unknown> {
  let holder: unknown
  let found: unknown = tossSide
  for (const name of method.split('.')) {
    holder = found
    const own = typeof holder === 'object' && holder !== null && Object.hasOwn(holder, name)
    found = own ? (holder as Record<string, unknown>)[name] : undefined
  }
  if (typeof found !== 'function') {
    throw new CodedError('ERR_NOT_FOUND', `method: the Toss side has no method ${JSON.stringify(method)}`, {
      fix: `Use one of ${methodsOf(tossSide).join(', ')}.`,
    })
  }
  return found.apply(holder, args)
}

function methodsOf(tossSide: object, prefix = ''): string[] {
  return Object.entries(tossSide).flatMap(([name, value]) => {
    if (typeof value === 'function') return [`${prefix}${name}`]
    return typeof value === 'object' && value !== null ? methodsOf(value, `${prefix}${name}.`) : []
  })
}
