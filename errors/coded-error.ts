import { type ErrorCode, errorTable } from './table.js'

const brand = Symbol.for('apps-in-toss-mock.CodedError')

/** What an error can say besides its message. */
export interface CodedErrorOptions {
  /** What to do about this very case; without it, the table's general advice. */
  fix?: string
  /** The failure underneath. */
  cause?: unknown
}

/**
 * Every error this package throws on purpose: a stable `code`, a message that names what is wrong, and a `fix`.
 * The code's page is `docs/errors/<code>.md`.
 *
 * @example
 * ```ts
 * try {
 *   await startMockServer({ port: 8443 })
 * } catch (error) {
 *   if (isCodedError(error, 'ERR_PORT_TAKEN')) console.log(error.fix)
 *   else throw error
 * }
 * ```
 */
export class CodedError<Code extends ErrorCode = ErrorCode> extends Error {
  readonly code: Code
  /** What to do about it, in one or two sentences. */
  readonly fix: string

  constructor(code: Code, message: string, options: CodedErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.fix = options.fix ?? errorTable[code].fix
    Object.defineProperty(this, brand, { value: true })
  }

  override get name(): string {
    return 'CodedError'
  }
}

/** Whether `error` is one of ours (also across two copies of this package), and has `code` where one is given. */
export function isCodedError<Code extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: Code,
): error is CodedError<Code> {
  if (typeof error !== 'object' || error === null || !(brand in error)) return false
  return code === undefined || (error as { code?: unknown }).code === code
}
