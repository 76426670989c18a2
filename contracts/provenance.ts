/**
 * How a fact about the real API is known.
 *
 * - `documented`: the official developer centre states it
 * - `observed`: a public log, capture or commit message of somebody running against production shows it
 * - `relied-on`: several independent public clients depend on it
 * - `assumed`: nothing public says; the value is this project's decision
 */
export type Knowledge = 'documented' | 'observed' | 'relied-on' | 'assumed'

/** Where a behaviour comes from. Carried by every operation, field, failure, limit and variant of the contract. */
export interface Provenance {
  readonly known: Knowledge
  /** The page, the kind of report, or for an assumption the reason for the choice. */
  readonly source: string
  /** When the source was last looked at, `yyyy-mm` or `yyyy-mm-dd`. */
  readonly date: string
  /** Which part of it the source does not say, and this project decides: `its reason text and HTTP status`. */
  readonly assumed?: string
}

const collected = '2026-11-21'

/** Stated by the official developer centre, on `page`. */
export function documented(page: string, date = collected): Provenance {
  return { known: 'documented', source: page, date }
}

/** Seen in a public report of somebody running against production. */
export function observed(report: string, date = collected): Provenance {
  return { known: 'observed', source: report, date }
}

/** Depended on by several independent public clients. */
export function reliedOn(clients: string, date = collected): Provenance {
  return { known: 'relied-on', source: clients, date }
}

/** Not public: this project's decision, for `reason`. */
export function assumed(reason: string, date = collected): Provenance {
  return { known: 'assumed', source: reason, date }
}

/** Known, but for a part of it: `what` is this project's decision. */
export function assuming(known: Provenance, what: string): Provenance {
  return { ...known, assumed: what }
}

/** Whether all of it is assumed, or a part. */
export function isAssumed({ known, assumed: part }: Provenance): boolean {
  return known === 'assumed' || part !== undefined
}

/** The source, and which part is assumed, for people. */
export function sourceInWords({ source, assumed: part }: Provenance): string {
  return part === undefined ? source : `${source}; assumed: ${part}`
}
