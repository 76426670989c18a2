import { type OperationId, redactRequest, redactResponse, redactUrl, type Violation } from '../../contracts/index.js'
import type { Journal } from '../record/journal.js'
import type { ConnectionTrace } from '../record/journal-entries.js'
import type { Log } from '../record/log.js'
import type { Answer } from './answer.js'

/** A request as it arrived, for log and journal. */
export interface RecordedRequest {
  readonly miniApp: string
  readonly connection: ConnectionTrace
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string | undefined>>
}

/** How it was answered. */
export interface RecordedAnswer {
  readonly answer: Answer
  /** Its body as it went out, JSON; absent where that is not what went out. */
  readonly text?: string | undefined
  /** The request's body, parsed; its text where it is not JSON. */
  readonly requestBody: unknown
  readonly violations: readonly Violation[]
  readonly milliseconds: number
  /** Bytes and characters of both bodies. */
  readonly size: number
}

/** Tells log and journal of exchanges. */
export interface ExchangeRecorder {
  /** An exchange of an operation. */
  served(operation: OperationId, request: RecordedRequest, how: RecordedAnswer): void
  /** A request that reached no operation. */
  unmatched(request: RecordedRequest, answer: Answer): void
}

/** What recording needs. */
export interface ExchangeRecorderOptions {
  readonly journal: Journal
  readonly log: Log
  /** Whether secrets and personal data are hidden in the journal. The log hides them always. */
  readonly redact: boolean
}

/**
 * Up to this size of both bodies an exchange is kept whole, and cut and redacted only when somebody reads the journal. Most
 * are smaller; and parsed, a body may take thirty times its text.
 */
const smallExchange = 2 * 1024

/** A recorder. Whatever a call was refused for stands in the log at level warn, unless it was asked for. */
export function createExchangeRecorder({ journal, log, redact }: ExchangeRecorderOptions): ExchangeRecorder {
  return {
    served(operation, request, how) {
      const { answer, milliseconds, violations } = how
      record(operation, request, how)
      const { status, resultType, errorCode, because, userKey } = answer
      const level = levelOf(answer, violations)
      if (log.isLevelEnabled(level)) {
        const who = userKey === undefined ? '' : ` user ${userKey}`
        const outcome = errorCode === undefined ? resultType : `${resultType} ${errorCode}`
        const why = because === undefined ? '' : `: ${because}`
        log[level](
          { operation, userKey, status, outcome, milliseconds },
          `${operation}${who} → ${outcome} (${status}, ${milliseconds} ms)${why}`,
        )
      }
      for (const violation of violations) {
        log.warn({ operation, violation }, `${operation}: the request breaks the contract: ${violation.message}`)
      }
    },
    unmatched(request, answer) {
      record(null, request, { answer, milliseconds: 0, requestBody: undefined, violations: [], size: 0 })
      const { method } = request
      const url = redactUrl(request.url.slice(0, 500))
      log.warn({ method, url, status: answer.status }, `${method} ${url} → ${answer.status}: ${answer.because}`)
    },
  }

  function record(
    operation: OperationId | null,
    { miniApp, connection, method, url, headers }: RecordedRequest,
    { answer, text, milliseconds, requestBody, violations, size }: RecordedAnswer,
  ): void {
    const { status, resultType, errorCode, because, userKey, override, fault, outcome } = answer
    // Of a body that is kept its text is: one thing in place of many, that the garbage collector has to look at.
    const body = text === undefined ? answer.body : undefined
    const path = url.slice(0, 2048)
    const plain = () => ({
      request: { headers, body: requestBody },
      response: { body: text === undefined ? body : (JSON.parse(text) as unknown) },
    })
    const shown = () => {
      const { request, response } = plain()
      const id = operation ?? undefined
      return { request: redactRequest(id, request), response: { body: redactResponse(id, response.body) } }
    }
    const entry = () =>
      ({
        kind: 'exchange',
        miniApp,
        connection,
        operation,
        method,
        path: redact ? redactUrl(path) : path,
        status,
        resultType,
        ...(errorCode !== undefined && { errorCode }),
        ...(userKey !== undefined && { userKey }),
        ...(because !== undefined && { because }),
        ...(outcome !== undefined && { outcome }),
        ...(override !== undefined && { override }),
        ...(fault !== undefined && { fault }),
        milliseconds,
        violations,
      }) as const
    journal.recordExchange(miniApp, { entry, shown: redact ? shown : plain, plain, isSmall: size <= smallExchange })
  }
}

/** What is our fault is an error; a refusal is told at warn, but not twice, and not where a test or a fault asked for it. */
function levelOf(answer: Answer, violations: readonly Violation[]): 'error' | 'warn' | 'info' {
  if (answer.isOurFault) return 'error'
  const wasAsked = answer.override !== undefined || answer.fault !== undefined || answer.wasAsked === true
  return answer.resultType === 'SUCCESS' || wasAsked || violations.length > 0 ? 'info' : 'warn'
}
