import { isCodedError } from '../../../errors/index.js'
import { isPurchaseRefusal } from '../purchase-refusal.js'
import type { AppError } from './protocol.js'

/** A call that the Toss app refuses: what the page's promise rejects with, or its `onError` is given. */
export class AppFailure extends Error {
  readonly code: string | undefined

  constructor(code: string | undefined, message: string = code ?? 'Error') {
    super(message)
    this.code = code
  }

  override get name(): string {
    return 'AppFailure'
  }
}

/** What the page, and its developer, are told of a refused call. Undefined where it is not a refusal but a fault of ours. */
export function refusalOf(error: unknown): { readonly error: AppError; readonly warning?: string } | undefined {
  if (error instanceof AppFailure) return { error: appError(error.code, error.message) }
  if (isPurchaseRefusal(error)) {
    return { error: appError(error.sdkCode, error.message), warning: `${error.message}. ${error.fix}` }
  }
  if (isCodedError(error)) {
    return { error: appError('INTERNAL_ERROR', error.message), warning: `${error.message}. ${error.fix}` }
  }
  return undefined
}

function appError(code: string | undefined, message: string): AppError {
  return { name: 'Error', message: inBounds(message), ...(code !== undefined && { code }) }
}

/** Characters of what is told of a call: a page may have sent millions. */
const longest = 2_000

/** A text of such a length. */
export function inBounds(text: string): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}… [cut, ${text.length} chars]`
}
