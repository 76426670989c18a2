import type { TossSideContext } from '../context.js'
import { type AppWork, appWork } from './app-work.js'
import { otherThan, type Read, readArguments, written } from './arguments.js'
import { ended } from './calls/device.js'
import { openChannel } from './channel.js'
import { AppFailure, inBounds, refusalOf } from './failure.js'
import { Dropped } from './prompts.js'
import { type CallOutcome, type Protocol, type StreamLine, spokenBy } from './protocol.js'
import { GrantFailure } from './purchase-flow.js'
import type { AppRow, CallRow, EventRow, Spoken, StreamWork } from './row.js'
import { elsewhere, rowOf, unsupported } from './table.js'

/** A call of the page, as it came over the bridge. */
export interface Bridged {
  readonly protocol: Protocol
  readonly name: string
  readonly args: readonly unknown[]
  readonly id?: string | undefined
}

/** Answers a call of the page. Resolves also where it is refused; it only rejects for a fault of ours. */
export async function performCall(context: TossSideContext, bridged: Bridged): Promise<CallOutcome> {
  const { phone } = context
  const { protocol, name, args } = bridged
  const row = rowOf(protocol, name)
  const done = noteOf(context, bridged, row, 'call')
  const warnings: string[] = []
  const outcome = await answer()
  const warning = warnings.join('\n')
  const told: CallOutcome = warning === '' ? outcome : { ...outcome, warning }
  done(told)
  return told

  function warn(given: string): void {
    const text = inBounds(given)
    warnings.push(text)
    phone.warn(text)
  }

  async function answer(): Promise<CallOutcome> {
    if (row?.kind !== 'call') return unknownCall(context, bridged, row, warn)
    const work = appWork(context, { protocol, name, callId: bridged.id, warn })
    const { value, refused } = row[protocol] as Spoken<unknown>
    try {
      refuseOnPurpose(work)
      const given = readOrRefuse(work, row, args)
      const result = await orDropped(phone.life, (row as CallRow).do(work, given as never))
      return { value: value === undefined ? result : value(result) }
    } catch (error) {
      if (isOver(error)) return { unanswered: true }
      const refusal = refusalOf(error)
      if (refusal === undefined) throw error
      if (refusal.warning !== undefined) warn(`${name}: ${refusal.warning}`)
      return refused === undefined
        ? { error: refusal.error }
        : { value: refused(refusal.error.code, refusal.error.message) }
    }
  }
}

/** The lines of an event call of the page, until it has enough. Nothing begins before somebody takes the first line. */
export function performEvent(context: TossSideContext, bridged: Bridged): AsyncIterableIterator<StreamLine> {
  const { phone } = context
  const listening = new AbortController()
  let stopDropping = () => {}
  return openChannel<StreamLine>({
    start(send, end) {
      phone.life.addEventListener('abort', end, { once: true })
      const { life } = phone
      stopDropping = () => life.removeEventListener('abort', end)
      void tellEvents(context, bridged, listening.signal, send).then(end)
    },
    stop() {
      stopDropping()
      listening.abort()
    },
  })
}

/** Resolves when no more lines come; it never rejects. */
async function tellEvents(
  context: TossSideContext,
  bridged: Bridged,
  listening: AbortSignal,
  send: (line: StreamLine) => void,
): Promise<void> {
  const { phone } = context
  const { protocol, name, args } = bridged
  const row = rowOf(protocol, name)
  const done = noteOf(context, bridged, row, 'event')
  const warn = (text: string) => {
    const warning = inBounds(text)
    phone.warn(warning)
    send({ warning })
  }
  if (row?.kind !== 'event') {
    const outcome = unknownCall(context, bridged, row, warn)
    done(outcome)
    if (outcome.error !== undefined) return send({ error: outcome.error })
    return ended(listening)
  }
  const work: StreamWork = {
    ...appWork(context, { protocol, name, callId: bridged.id, warn }),
    listening,
    emit: (event, { after, unhandled } = {}) =>
      send({
        event: event ?? null,
        ...(after !== undefined && { after }),
        ...(unhandled !== undefined && { unhandled }),
      }),
  }
  try {
    refuseOnPurpose(work)
    await (row as EventRow).do(work, readOrRefuse(work, row, args) as never)
    done('ended')
  } catch (error) {
    if (isOver(error)) return done({ unanswered: true })
    const refusal = refusalOf(error) ?? ourFault(error)
    if (refusal.warning !== undefined) warn(`${name}: ${refusal.warning}`)
    const after = error instanceof GrantFailure ? error.after : undefined
    send({ error: refusal.error, ...(after !== undefined && { after }) })
    done({ error: refusal.error })
  }
}

/** Notes a call in the list; the returned function notes its end. */
function noteOf(
  { phone }: TossSideContext,
  { protocol, name, args }: Bridged,
  row: AppRow | undefined,
  kind: 'call' | 'event',
) {
  const began = performance.now()
  const shape = row?.[protocol]?.args
  const note = phone.note({ protocol, name, kind, args, shape, isPrivate: row?.isPrivate ?? false })
  return (outcome: CallOutcome | 'ended') => note(outcome, performance.now() - began)
}

/**
 * The arguments, in the protocol's own shape, or in that of the other one where that is allowed. What the real app does with
 * arguments of another shape is not known: answer, refusal and the code INVALID_PARAMETER are assumed.
 */
function readOrRefuse(work: AppWork, row: AppRow, args: readonly unknown[]): unknown {
  const { protocol, name } = work
  const { takes } = row
  const own = (row[protocol] as Spoken).args
  const read = readArguments(own, takes, args)
  if ('given' in read) return read.given
  const other = otherThan(protocol)
  const foreign = row[other]?.args
  const inOther: Read | undefined = foreign && readArguments(foreign, takes, args)
  const wanted = `${name}${written(own, takes)} is what ${spokenBy[protocol]} sends`
  if (inOther === undefined || !('given' in inOther)) {
    work.warn(`${name}: ${read.misfit}. ${wanted}. What the real app answers is not known`)
    throw new AppFailure('INVALID_PARAMETER', `${name}: ${read.misfit}`)
  }
  const came = `the arguments came as ${name}${written(foreign as Spoken['args'], takes)}, which is the shape of ${spokenBy[other]}; ${wanted}`
  if (work.phone.settings.strict) {
    work.warn(`${came}. It was refused: strict`)
    throw new AppFailure('INVALID_PARAMETER', came)
  }
  work.warn(`${came}. It was answered all the same (assumed): the real app may not`)
  return inOther.given
}

/** Nobody knows the call: the real app logs it and never answers. Read in the host of protocol A; of B it is assumed. */
function unknownCall(
  { phone }: TossSideContext,
  { protocol, name }: Bridged,
  row: AppRow | undefined,
  warn: (text: string) => void,
): CallOutcome {
  const shown = JSON.stringify(name.slice(0, 100))
  const why = Object.hasOwn(unsupported[protocol], name) ? unsupported[protocol][name] : undefined
  const other = elsewhere(protocol, name)
  const because =
    row !== undefined
      ? `it is ${row.kind === 'call' ? 'a call, and was listened to' : 'an event, and was called'}`
      : why !== undefined
        ? `it is not mocked: ${why}`
        : other !== undefined
          ? `only ${spokenBy[other]} has it`
          : 'no such call is known here'
  const text = `${shown} of ${spokenBy[protocol]} is not answered: ${because}`
  const isRejected = phone.settings.unknown === 'reject'
  const warning = isRejected ? text : `${text}. The real app never answers a call that it does not know`
  warn(warning)
  return isRejected ? { error: { name: 'Error', message: text, code: 'UNKNOWN_METHOD' } } : { unanswered: true }
}

/**
 * Faults that can be switched on: a call that fails, and the app's refusal of a call that comes again too soon. The latter is
 * told by a report of 2.x.
 */
function refuseOnPurpose({ phone, context, name }: AppWork): void {
  const { throttleMilliseconds, failures } = phone.settings
  if (Object.hasOwn(failures, name)) throw new AppFailure(failures[name])
  const before = phone.touch(name)
  if (throttleMilliseconds === 0 || before === undefined) return
  if (context.clock.now() - before >= throttleMilliseconds) return
  throw new AppFailure('APP_BRIDGE_THROTTLED', `Too many app bridge calls from ${name}.`)
}

/** Nobody waits for this promise: what is wrong here is told like a refusal. */
function ourFault(error: unknown) {
  const warning = `this is a bug of the mock: ${(error as Error).stack}`
  return { error: { name: 'Error', code: 'INTERNAL_ERROR', message: (error as Error).message }, warning }
}

/** The phone was reset or closed: there is nobody left who could answer. */
class Over extends Error {}

const isOver = (error: unknown) => error instanceof Over || error instanceof Dropped || isAbort(error)

const isAbort = (error: unknown) => error instanceof DOMException && error.name === 'AbortError'

function orDropped<Result>(life: AbortSignal, result: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const drop = () => reject(new Over())
    life.addEventListener('abort', drop, { once: true })
    result.then(resolve, reject).finally(() => life.removeEventListener('abort', drop))
  })
}
