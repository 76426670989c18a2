import type { OperationId, RequestBodyOf } from '../contracts/index.js'

/**
 * A type without its open ends: the contract allows any further field in a request, which would let a misspelt one pass
 * the compiler.
 */
type Declared<T> = T extends readonly (infer Item)[]
  ? readonly Declared<Item>[]
  : T extends object
    ? { [Key in keyof T as string extends Key ? (unknown extends T[Key] ? never : Key) : Key]: Declared<T[Key]> }
    : T

/** The JSON body of an operation, with the fields that the contract names and no others. */
export type RequestOf<Id extends OperationId> = Declared<RequestBodyOf<Id>>

/** The user whom an operation concerns: a logged-in one by `userKey`, one who has not logged in by `anonKey`. */
export type UserIdentity =
  | {
      /** As login-me gives it. */
      readonly userKey: number | string
      readonly anonKey?: undefined
    }
  | {
      /** As the SDK's `getAnonymousKey()` gives it. */
      readonly anonKey: string
      readonly userKey?: undefined
    }

/** A user, or nobody. */
export type OptionalUserIdentity = UserIdentity | { readonly userKey?: undefined; readonly anonKey?: undefined }

/** Divides an argument into the headers that name the user, and the body. */
export function splitUser(request: object & OptionalUserIdentity): { headers: Record<string, string>; body: object } {
  const { userKey, anonKey, ...body } = request
  const headers: Record<string, string> = {}
  if (userKey !== undefined) headers['x-toss-user-key'] = inDigits(userKey)
  if (anonKey !== undefined) headers['x-anon-key'] = anonKey
  return { headers, body }
}

/** A number that JavaScript cannot hold is another user's by now: it becomes no userKey, so that the check of the request refuses it. */
function inDigits(userKey: number | string): string {
  const isAnother = typeof userKey === 'number' && !Number.isSafeInteger(userKey)
  return isAnother ? `${userKey}, beyond 2^53 - 1: give it as a string` : String(userKey)
}
