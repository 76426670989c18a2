import type { AnyShape, Of } from '../../world/shape.js'
import type { AppWork } from './app-work.js'
import type { ArgumentsShape } from './arguments.js'

/**
 * What is known of a call: `run` with the published SDK, `read` in its published code, told by a public `report`; the last word
 * means that it was decided here.
 */
export type Known = 'run' | 'read' | 'report' | 'assumed'

/** How one protocol says a call. */
export interface Spoken<Result = never> {
  readonly args: ArgumentsShape
  /** What the page gets, where it is not the result as it is. */
  value?(result: Result): unknown
  /** What the page gets for a refusal with a code, in place of an error. */
  refused?(code: string | undefined, message: string): unknown
}

interface Row {
  readonly known: Known
  /** What it does here, in one line. */
  readonly says: string
  /** The fields of its arguments, whatever the shape. */
  readonly takes?: AnyShape
  /** Whether its arguments are kept out of the list of calls. */
  readonly isPrivate?: boolean
}

/** A call that is answered once. A protocol that is left out does not have it. */
export interface CallRow extends Row {
  readonly kind: 'call'
  readonly A?: Spoken
  readonly B?: Spoken
  do(work: AppWork, given: never): Promise<unknown>
}

/** What an event call works with besides. */
export interface StreamWork extends AppWork {
  emit(event: unknown, extra?: { readonly after?: string | undefined; readonly unhandled?: string }): void
  /** Ends when the page listens no more. */
  readonly listening: AbortSignal
}

/** A call that is answered with events. */
export interface EventRow extends Row {
  readonly kind: 'event'
  readonly A?: Spoken
  readonly B?: Spoken
  /** Resolves when no more events come. */
  do(work: StreamWork, given: never): Promise<void>
}

/** A row of the table of calls. */
export type AppRow = CallRow | EventRow

/** Rows by their names on the wire. */
export type AppRows = Readonly<Record<string, AppRow>>

/** Which protocols have a call, and what is particular about it there; by default both have it, and one object holds what it takes. */
interface SpokenIn<Result = never> {
  readonly only?: 'A' | 'B'
  readonly A?: Partial<Spoken<Result>>
  readonly B?: Partial<Spoken<Result>>
}

function spokenIn({ only, A, B, takes }: SpokenIn & { readonly takes?: unknown }): Pick<CallRow, 'A' | 'B'> {
  const args = takes === undefined ? 'none' : 'flat'
  return { ...(only !== 'B' && { A: { args, ...A } }), ...(only !== 'A' && { B: { args, ...B } }) }
}

/** Declares a call. */
export function call<Takes extends AnyShape, Result>({
  only,
  ...row
}: Omit<CallRow, 'kind' | 'takes' | 'do' | 'A' | 'B'> &
  SpokenIn<Result> & { readonly takes?: Takes; do(work: AppWork, given: Of<Takes>): Promise<Result> }): CallRow {
  const { takes, isPrivate = false } = row
  // A message about what is private quotes nothing of it.
  const hidden = isPrivate && takes && { takes: { ...takes, 'x-sensitive': true } }
  return { kind: 'call', ...row, ...spokenIn({ only, ...row } as SpokenIn), ...hidden } as CallRow
}

/** Declares an event call; its parameters are one object in both protocols. */
export function event<Takes extends AnyShape>({
  only,
  ...row
}: Omit<EventRow, 'kind' | 'takes' | 'do' | 'A' | 'B'> &
  Pick<SpokenIn, 'only'> & {
    readonly takes?: Takes
    do(work: StreamWork, given: Of<Takes>): Promise<void>
  }): EventRow {
  return { kind: 'event', ...row, ...spokenIn({ ...(only && { only }), takes: row.takes }) } as EventRow
}
