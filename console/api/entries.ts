/** A rule of the contract that a request broke. */
export interface Violation {
  readonly field: string
  readonly rule: string
  readonly message: string
  readonly expected: string
  readonly value?: unknown
  readonly provenance: { readonly known: string; readonly source: string; readonly date: string }
}

interface Stamped {
  readonly id: number
  readonly at: string
}

/** A call of the partner API. */
export interface Exchange extends Stamped {
  readonly kind: 'exchange'
  readonly miniApp: string
  readonly connection: { readonly id: number; readonly serialNumber: string }
  readonly operation: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly resultType: string
  readonly errorCode?: string
  readonly userKey?: number
  readonly because?: string
  readonly override?: string
  readonly fault?: unknown
  readonly milliseconds: number
  readonly violations: readonly Violation[]
  readonly request?: { readonly headers: unknown; readonly body: unknown }
  readonly response?: { readonly body: unknown }
}

/** A handshake that was refused. */
export interface Refusal extends Stamped {
  readonly kind: 'handshake-refusal'
  readonly reason: string
  readonly message: string
  readonly fix: string
  readonly told?: Readonly<Record<'en' | 'ko', { readonly message: string; readonly fix: string }>>
  readonly certificate?: Readonly<Record<string, string>>
  readonly protocol?: string
  readonly remotePort?: number
  readonly times: number
  readonly firstAt?: string
}

/** A request that Toss sent to the partner. */
export interface Callback extends Stamped {
  readonly kind: 'callback'
  readonly miniApp: string
  readonly callback: string
  readonly method: string
  readonly url: string
  readonly delivered: boolean
  readonly status: number | null
  readonly milliseconds: number
  readonly error?: string
  readonly request?: { readonly headers: unknown; readonly body: unknown }
  readonly response?: { readonly body: unknown } | null
}

/** Something that a developer should know. */
export interface Notice extends Stamped {
  readonly kind: 'notice'
  readonly miniApp: string
  readonly notice: string
  readonly message: string
  readonly fix: string
}

/** An entry of the journal; in lists without headers and bodies. */
export type Entry = Exchange | Refusal | Callback | Notice

/** Whether it tells of something that went wrong. */
export function hasFailed(entry: Entry): boolean {
  if (entry.kind === 'exchange') return entry.resultType !== 'SUCCESS' || entry.violations.length > 0
  return entry.kind !== 'callback' || !entry.delivered
}

/** Equal refusals are one entry, with the id of the last of them. */
export function keyOf(entry: Entry): string {
  return entry.kind === 'handshake-refusal' ? `${entry.reason}\n${entry.protocol}\n${entry.message}` : String(entry.id)
}
