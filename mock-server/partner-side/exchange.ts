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
import { strikeCall } from './faults/strike-call.js'
import type { HandlerResult, Mutation, Query, Surroundings } from './operations/handler.js'
import { identifyUser } from './operations/user-identification.js'
import type { Overrides } from './overrides.js'
import type { RateLimiter } from './rate-limit.js'
import { readBody } from './request-body.js'
import type { VariantSelection } from './variants.js'
import { refusedFor } from './violations-of-refusal.js'

/** One request as it arrived at an operation. */
export interface IncomingRequest {
  readonly miniApp: string
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
  readonly overrides?: Overrides | undefined
  readonly faults?: RulesInForce | undefined
}

type AnyHandler = Mutation<OperationId> | Query<OperationId>

/** Serves one request of one operation: parse, check, identify, handle, check again. */
export async function serveExchange(
  operation: Operation & { id: OperationId },
  givenHandler: AnyHandler,
  request: IncomingRequest,
  { store, clock, surroundings, variants, rateLimiter, overrides, faults }: ExchangeSurroundings,
): Promise<ServedExchange> {
  const tooMany = rateLimiter?.countCall(operation, request.miniApp, clock.now())
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
  const strike = faults && (await strikeCall(faults, store, { operation, miniApp, headers, body: requestBody }))
  if (strike !== undefined && 'struck' in strike) {
    const course = await takeCourse(strike.struck, { operation, mutates: handler.kind === 'mutation', run: decide })
    const answer = course.keepsContract ? finished(course.answer) : course.answer
    return { ...told(answer), course: { ...course, answer } }
  }
  return told(finished(strike?.refused ?? (await decide())))

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

  async function decide(): Promise<Answer> {
    if (tooMany !== undefined) return tooMany
    if ('unreadable' in read) return unreadableBodyAnswer(read.message, read.unreadable)
    const prepared = overrides?.take(request.miniApp, operation.id)
    if (prepared !== undefined) return prepared
    // A field of another API is passed over, as any field is that the operation does not read.
    const brokenBody = broken.filter(({ field, rule }) => field.startsWith('request.body') && rule !== unknownField)
    if (brokenBody.length > 0) return invalidParameterAnswer(brokenBody, requestBody)
    let afterwards: (() => void)[] = []
    // Done again where the world has changed meanwhile: nothing of an earlier try may be left.
    const work = (world: View): Answer => {
      afterwards = []
      const now = clock.now()
      const unavailable = unavailableAnswer(operation, miniAppOf(world))
      if (unavailable !== undefined) return unavailable
      const identified = identifyUser(variants.userOf(operation), world, request.headers)
      if ('refused' in identified)
        return answerFor(operation, { kind: 'failure', code: '4010', because: identified.refused } as HandlerResult)
      const { user } = identified
      const counted = user && rateLimiter?.countUserCall(operation, request.miniApp, user.userKey, now)
      if (counted !== undefined) world.undone(counted.takeBack)
      if (counted?.tooMany !== undefined) return { ...counted.tooMany, userKey: user?.userKey }
      const call = {
        operation,
        miniApp: request.miniApp,
        world,
        headers: request.headers,
        body: readRequestBody(operation.id, requestBody, variants.choices) ?? {},
        user,
        now,
        surroundings,
        afterwards: (step: () => void) => afterwards.push(step),
      }
      const outcome = (handler.handle as (call: unknown) => HandlerResult)(call)
      return answerFor(operation, user === undefined ? outcome : { userKey: user.userKey, ...outcome })
    }
    try {
      const answer =
        handler.kind === 'query'
          ? await store.read(request.miniApp, work)
          : await store.update(request.miniApp, work as (world: Transaction) => Answer)
      for (const step of afterwards) step()
      return answer
    } catch (error) {
      return thrownAnswer(error)
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
