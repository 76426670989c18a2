import { channel } from 'node:diagnostics_channel'
import type { Engine, Verdict } from './engine.js'
import { emptyTrace, type Replica, type Trace, takeBack, tidy } from './replica.js'
import { stateBusyError } from './state/state-errors.js'
import { createTurnItems } from './turn-items.js'
import type { TurnItem } from './world.js'

/** Lets calls run in turns: while one question to the engine is under way they queue, and then go as the next one. */
export interface Turns {
  /**
   * Does synchronous work in one of the next turns, once or several times, of which the last one counts.
   *
   * @param miniApp - whose it is: when that has to wait, the others need not
   */
  call<Result>(work: () => Result, miniApp?: string): Promise<Result>
  /** Does it in a turn of its own, now. Throws where the engine cannot answer at once. */
  now<Result>(work: () => Result): Result
  /** Resolves when no call is left. */
  settled(): Promise<void>
}

interface Call {
  readonly miniApp: string | undefined
  readonly work: () => unknown
  readonly resolve: (value: never) => void
  readonly reject: (error: unknown) => void
  trace: Trace
  outcome: { readonly value: unknown } | { readonly error: unknown }
  /** How often it was done so far. */
  tries: number
}

/** How often each call was done before its caller was told, of every mock of the process. The benchmark counts by it. */
const concludedCalls = channel('apps-in-toss-mock:call')

/** What a call has done, and how it ended, before its turn. */
const untouched = emptyTrace()
const notRun = { error: null }

/** A turn ends after so many calls, or so many characters to be kept: those who wait in it wait for all of it. */
const bounds = { calls: 128, size: 1024 * 1024 } as const

/** So many calls wait for an engine that other processes use as well; the next one is refused. */
const mostWaiting = 1_000

/** Who is told. */
export interface TurnListeners {
  /** Of what a call has written, when it is kept. */
  changed(trace: Trace): void
  /** Of a world that others have changed. */
  told(world: string): void
}

/** Without an engine every call is accepted: the world is in memory alone. */
export function createTurns(replica: Replica, engine: Engine | undefined, listeners: TurnListeners): Turns {
  let queue: Call[] = []
  let isUnderWay = false
  let isScheduled = false
  const settling: (() => void)[] = []
  /** Mini-apps that have to wait, and until when. */
  const held = new Map<string | undefined, number>()

  function enqueue(call: Call): void {
    if (engine?.isShared === true && queue.length >= mostWaiting) {
      call.reject(stateBusyError(mostWaiting))
      return
    }
    queue.push(call)
    schedule()
  }

  /** What arrives in the same moment goes in the same turn. */
  function schedule(): void {
    if (isUnderWay || isScheduled) return
    isScheduled = true
    setImmediate(begin)
  }

  function begin(): void {
    isScheduled = false
    if (isUnderWay || queue.length === 0) return
    const waiting = takeReady()
    if (waiting.length === 0) return
    isUnderWay = true
    const asking = turn(waiting)
    if (asking instanceof Promise) asking.then(end)
    else end(asking)
  }

  /** Those who need not wait. When nobody else is there, the first of them begins the next turn. */
  function takeReady(): Call[] {
    const now = performance.now()
    for (const [miniApp, until] of held) if (until <= now) held.delete(miniApp)
    const ready = held.size === 0 ? queue : queue.filter(({ miniApp }) => !held.has(miniApp))
    queue = held.size === 0 ? [] : queue.filter(({ miniApp }) => held.has(miniApp))
    if (ready.length === 0) setTimeout(begin, Math.max(0, Math.min(...held.values()) - now))
    return ready
  }

  function end(left: Call[]): void {
    isUnderWay = false
    engine?.compact?.(replica.everything)
    queue = left.length === 0 ? queue : [...left, ...queue]
    if (queue.length > 0) schedule()
    else for (const done of settling.splice(0)) done()
  }

  /** Gives back the calls that are still to be done. */
  function turn(waiting: Call[]): Call[] | Promise<Call[]> {
    if (engine === undefined) {
      for (const call of waiting) run(call)
      return concluded(waiting, [])
    }
    const items = createTurnItems(engine.isShared)
    let size = 0
    let count = 0
    while (count < waiting.length && count < bounds.calls && size < bounds.size) {
      const call = waiting[count] as Call
      run(call)
      size += items.add(count, call.trace)
      count++
    }
    const calls = waiting.splice(0, count)
    const { asked, items: question } = items.question()
    const conclude = (verdicts: readonly Verdict[]) => [
      ...concluded(calls, rejected(asked, verdicts, calls)),
      ...waiting,
    ]
    const fail = (error: unknown) => [...failed(calls, asked, error), ...waiting]
    items.release()
    try {
      const verdicts = question.length === 0 ? [] : engine.turn(question)
      return verdicts instanceof Promise ? verdicts.then(conclude, fail) : conclude(verdicts)
    } catch (error) {
      return fail(error)
    }
  }

  function run(call: Call): void {
    call.trace = emptyTrace()
    call.tries++
    try {
      call.outcome = { value: replica.run(call.trace, call.work) }
    } catch (error) {
      call.outcome = { error }
    }
  }

  /** Takes back the calls of the items that were not accepted, and takes in what they did not know: their numbers. */
  function rejected(asked: readonly TurnItem[], verdicts: readonly Verdict[], calls: readonly Call[]): number[] {
    const again: number[] = []
    for (const [index, verdict] of verdicts.entries()) {
      const { parts, calls: numbers } = asked[index] as TurnItem
      if ('missed' in verdict) {
        again.push(...numbers)
        const { wait = 0 } = verdict
        if (wait > 0) for (const number of numbers) held.set(calls[number]?.miniApp, performance.now() + wait)
      } else for (const [place, world] of [...parts.keys()].entries()) world.position = verdict.accepted[place]
    }
    again.sort((a, b) => a - b)
    for (const number of again.toReversed()) takeBack((calls[number] as Call).trace)
    for (const verdict of verdicts) {
      for (const { world: name, position, told } of 'missed' in verdict ? verdict.missed : []) {
        replica.apply(told)
        replica.world(name).position = position
        listeners.told(name)
      }
    }
    return again
  }

  /** Tells the callers, but for those that are to be done again: these are given back. */
  function concluded(calls: readonly Call[], again: readonly number[]): Call[] {
    const left = new Set(again.map((number) => calls[number] as Call))
    for (const call of calls) {
      const { trace, outcome, resolve, reject } = call
      if (left.has(call)) continue
      if (concludedCalls.hasSubscribers) concludedCalls.publish({ tries: call.tries })
      for (const world of trace.wrote) tidy(world)
      for (const world of trace.used) replica.forget(world)
      if (trace.touched.length > 0) listeners.changed(trace)
      if ('error' in outcome) reject(outcome.error)
      else resolve(outcome.value as never)
    }
    return [...left]
  }

  /**
   * The engine has kept nothing, or nobody knows: whoever wrote is told so. Whoever read what was written looks again, unless there is
   * nobody to be asked.
   */
  function failed(calls: readonly Call[], asked: readonly TurnItem[], error: unknown): Call[] {
    // What became of it may not be known: the worlds are read anew.
    if (engine?.isShared === true) {
      for (const { parts } of asked) for (const world of parts.keys()) world.position = undefined
    }
    const concerned = [...new Set(asked.flatMap(({ calls: numbers }) => numbers))].sort((a, b) => a - b)
    for (const number of concerned.toReversed()) takeBack((calls[number] as Call).trace)
    const isTold = ({ trace }: Call) => engine?.isShared === true || trace.wrote.length > 0
    const again = concerned.filter((number) => !isTold(calls[number] as Call))
    for (const number of concerned) {
      const call = calls[number] as Call
      if (isTold(call)) call.outcome = { error }
      call.trace.wrote.length = call.trace.touched.length = 0
    }
    return concluded(calls, again)
  }

  return {
    call: (work, miniApp) =>
      new Promise((resolve, reject) =>
        enqueue({ miniApp, work, resolve, reject, trace: untouched, outcome: notRun, tries: 0 }),
      ),
    now<Result>(work: () => Result): Result {
      let outcome: Call['outcome'] | undefined
      const tell = (told: Call['outcome']) => {
        outcome = told
      }
      const call: Call = {
        miniApp: undefined,
        work,
        resolve: (value) => tell({ value }),
        reject: (error) => tell({ error }),
        trace: untouched,
        outcome: notRun,
        tries: 0,
      }
      for (let left: Call[] | Promise<Call[]> = [call]; outcome === undefined; ) {
        if (isUnderWay || left instanceof Promise) throw new Error('the engine does not answer at once')
        left = turn(left)
      }
      if ('error' in outcome) throw outcome.error
      return outcome.value as Result
    },
    async settled() {
      if (queue.length > 0 || isUnderWay) await new Promise<void>((resolve) => settling.push(resolve))
    },
  }
}
