import {
  checkRequest,
  checkResponse,
  internalError,
  invalidParameter,
  notRegistered,
  type Operation,
  type OperationId,
  readRequestBody,
  requestSlips,
  unknownField,
  type Violation,
} from '../../contracts/index.js'
import type { Clock } from '../world/clock.js'
import { miniAppOf } from '../world/mini-app.js'
import type { MiniApp } from '../world/shapes/mini-app.js'
import type { Store, Transaction, View } from '../world/store.js'
import { NotSignedYet } from '../world/token-signer.js'
import {
  type Answer,
  answerFor,
  failureAnswer,
  internalErrorAnswer,
  invalidParameterAnswer,
  thrownAnswer,
  unreadableBodyAnswer,
  withCodeAndMessage,
} from './answer.js'
import { type Course, takeCourse } from './faults/course-of-call.js'
import { magicHandler } from './faults/magic-values.js'
import type { RulesInForce } from './faults/rules-in-force.js'
import { mayStrike, strikeCall } from './faults/strike-call.js'
import type { Handler, HandlerResult, Surroundings } from './operations/handler.js'
import { identifyUser } from './operations/user-headers.js'
import type { PreparedAnswers } from './overrides.js'
import type { RateLimiter } from './rate-limit.js'
import { readBody } from './read-json-body.js'
import type { VariantSelection } from './variants.js'
import { refusedFor } from './violations-of-refusal.js'

/** One request as it arrived at an operation. */
export interface IncomingRequest {
  readonly miniApp: string
  /** Of the client certificate; absent where there is no connection. */
  readonly serialNumber?: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  /** The bytes of the body; empty or absent where there is none. */
  readonly body: Buffer | undefined
}

/** How a request was answered, and which rules of the contract it broke. */
export interface ServedExchange {
  readonly answer: Answer
  /** The request's body, parsed; its text where it is not JSON. */
  readonly requestBody: unknown
  readonly requestViolations: readonly Violation[]
  /** How it went, where a fault struck it: `answer` is then not all there is to send, or not to be sent at all. */
  readonly course?: Course
}

/** What serving needs. */
export interface ExchangeSurroundings {
  readonly store: Store
  readonly clock: Clock
  readonly surroundings: Surroundings
  readonly variants: VariantSelection
  /** Absent where calls are not limited. */
  readonly rateLimiter?: RateLimiter | undefined
  readonly overrides?: PreparedAnswers | undefined
  readonly faults?: RulesInForce | undefined
  /** Whether a certificate was revoked, as all who share the worlds have it; within a call of the store. */
  readonly isRevoked?: ((serialNumber: string) => boolean) | undefined
}

/** The certificate of an open connection was revoked by another process: the connection is closed, and nothing was done. */
export class RevokedMeanwhile extends Error {}

/**
 * Serves one request of one operation: parse, check, identify, handle, check again.
 *
 * @throws RevokedMeanwhile
 */
export async function serveExchange(
  operation: Operation & { id: OperationId },
  givenHandler: Handler,
  request: IncomingRequest,
  { store, clock, surroundings, variants, rateLimiter, overrides, faults, isRevoked }: ExchangeSurroundings,
): Promise<ServedExchange> {
  const read = readBody(request, variants.of('request.encoding'))
  const { miniApp, headers } = request
  const requestBody = 'unreadable' in read ? read.text : read.body
  const broken =
    'unreadable' in read
      ? [{ operation: operation.id, ...read.broken, provenance: invalidParameter.provenance }]
      : checkRequest(operation.id, { headers, body: requestBody }, variants.choices)
  const slips = requestSlips(operation.id, {
    headers,
    body: 'unreadable' in read ? undefined : read.body,
    hostname: hostnameOf(headers.host),
  })
  const handler = magicHandler(operation, { headers, body: requestBody }, givenHandler)
  const call = { operation, miniApp, headers, body: requestBody }
  const first = await decide(arrive)
  if (first !== 'may be struck') return told(finished(first))
  // Counts and draws are not those of the operation, which may not run.
  const arrival = await trying(() =>
    store.read(miniApp, (world) => ({ tooMany: count(), strike: faults && strikeCall(faults, world, call) })),
  )
  if ('status' in arrival) return told(finished(arrival))
  const { tooMany, strike } = arrival
  const run = async () => tooMany ?? ((await decide(() => undefined)) as Answer)
  if (strike !== undefined && 'struck' in strike) {
    const course = await takeCourse(strike.struck, { operation, mutates: operation.effect === 'write', run })
    const answer = course.keepsContract ? finished(course.answer) : course.answer
    return { ...told(answer), course: { ...course, answer } }
  }
  return told(finished(strike?.refused ?? (await run())))

  /** A call that no fault may strike is counted with its operation. */
  function arrive(): Answer | 'may be struck' | undefined {
    return faults !== undefined && mayStrike(faults, call) ? 'may be struck' : count()
  }

  function count(): Answer | undefined {
    const { serialNumber } = request
    if (serialNumber !== undefined && isRevoked?.(serialNumber) === true) throw new RevokedMeanwhile()
    return rateLimiter?.countCall(operation, miniApp, clock.now())
  }

  function told(answer: Answer): ServedExchange {
    return { answer, requestBody, requestViolations: [...broken, ...slips, ...refusedFor(operation, answer, broken)] }
  }

  function finished(decided: Answer): Answer {
    const answer = decided.override === undefined ? asVariantsHaveIt(decided) : decided
    const breaches = checkResponse(operation.id, { status: answer.status, body: answer.body })
    return breaches.length === 0 ? answer : breachAnswer(breaches)
  }

  function asVariantsHaveIt(decided: Answer): Answer {
    const status = decided.status === 200 ? variants.statusOf(operation, decided.errorCode) : undefined
    const answer = status === undefined ? decided : { ...decided, status }
    return variants.hasCodeAndMessage(operation) ? withCodeAndMessage(answer) : answer
  }

  /** @param before - what comes before everything else, in the same call of the store */
  function decide<Before>(before: () => Before | Answer | undefined): Promise<Before | Answer> {
    let afterwards: (() => void)[] = []
    // Done again where the world has changed meanwhile: nothing of an earlier try may be left.
    const work = (world: View): Before | Answer => {
      afterwards = []
      return before() ?? refused() ?? handled(world)
    }
    const refused = (): Answer | undefined => {
      if ('unreadable' in read) return unreadableBodyAnswer(read.message, read.unreadable)
      const prepared = overrides?.take(miniApp, operation.id)
      if (prepared !== undefined) return prepared
      // A field of another API is passed over, as any field is that the operation does not read.
      const brokenBody = broken.filter(({ field, rule }) => field.startsWith('request.body') && rule !== unknownField)
      return brokenBody.length > 0 ? invalidParameterAnswer(brokenBody, requestBody) : undefined
    }
    const handled = (world: View): Answer => {
      const now = clock.now()
      const unavailable = unavailableAnswer(operation, miniAppOf(world))
      if (unavailable !== undefined) return unavailable
      const identified = identifyUser(variants.userOf(operation), world, headers)
      if ('refused' in identified)
        return answerFor(operation, { kind: 'failure', code: '4010', because: identified.refused } as HandlerResult)
      const { user } = identified
      const tooMany = user && rateLimiter?.countUserCall(operation, miniApp, user.userKey, now)
      if (tooMany !== undefined) return { ...tooMany, userKey: user?.userKey }
      const handledCall = {
        operation,
        miniApp,
        world,
        headers,
        body: readRequestBody(operation.id, requestBody, variants.choices) ?? {},
        user,
        now,
        surroundings,
        afterwards: (step: () => void) => afterwards.push(step),
      }
      const outcome = (handler as (call: unknown) => HandlerResult)(handledCall)
      return answerFor(operation, user === undefined ? outcome : { userKey: user.userKey, ...outcome })
    }
    return trying(async () => {
      const answer =
        operation.effect === 'read'
          ? await store.read(miniApp, work)
          : await signedMeanwhile(() => store.update(miniApp, work as (world: Transaction) => Before | Answer))
      for (const step of afterwards) step()
      return answer
    })
  }
}

async function trying<Result>(work: () => Promise<Result>): Promise<Result | Answer> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RevokedMeanwhile) throw error
    return thrownAnswer(error)
  }
}

/** What could not be done since a token was not signed yet is done when it is. */
async function signedMeanwhile<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (!(error instanceof NotSignedYet)) throw error
      await error.signed
    }
  }
}

function unavailableAnswer({ feature }: Operation, { featuresOff, featuresDown }: MiniApp): Answer | undefined {
  if (featuresOff.includes(feature)) {
    return { ...failureAnswer(notRegistered), because: `${feature} is switched off for this mini-app on the Toss side` }
  }
  if (!featuresDown.includes(feature)) return undefined
  return { ...failureAnswer(internalError), because: `${feature} is down for this mini-app on the Toss side` }
}

/** An answer that breaks the contract is never sent: it would teach the caller a shape that production does not have. */
function breachAnswer(breaches: readonly Violation[]): Answer {
  return internalErrorAnswer(`the answer breaks the contract: ${breaches.map(({ message }) => message).join(' ')}`)
}

/** The name in a `Host` header, in lower case and without the port. */
function hostnameOf(host: string | undefined): string | undefined {
  return host?.toLowerCase().replace(/\.?(?::\d+)?$/, '')
}
