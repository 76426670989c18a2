import { useContext, useMemo } from 'preact/hooks'
import { type Entry, hasFailed } from '../api/entries.js'
import { Desk } from '../state/desk.js'
import { merged } from '../state/live.js'
import { type Paged, usePaged } from '../state/paged.js'
import { useStore } from '../state/store.js'

/** Which entries are shown. */
export interface JournalFilter {
  readonly kind?: Entry['kind']
  readonly failed?: boolean
  readonly text?: string
}

/** The journal, newest first: what is asked for in pages, and before it what came since. */
export function useJournal(filter: JournalFilter): Paged<Entry> {
  const { live, miniApp } = useContext(Desk)
  const told = useStore(live, ({ entries }) => entries)
  const journalRuns = useStore(live, (state) => state.journalRuns)
  const { kind, failed, text } = filter
  const isSearched = text !== undefined && text !== ''
  const paged = usePaged<Entry>({
    operationId: 'readJournal',
    parameters: {
      ...(kind && { kind }),
      ...(failed && { failed }),
      ...(isSearched && { text }),
      bodies: false,
      refusals: true,
      run: journalRuns,
    },
    under: 'entries',
    behind: ({ id }) => ({ before: id }),
    // A text may stand in a body, which events do not carry.
    kinds: isSearched ? ['journal'] : [],
    isReversed: true,
  })
  const items = useMemo(() => {
    if (isSearched) return paged.items
    const newest = paged.items[0]?.id ?? 0
    const fresh = told.filter(
      (entry) => entry.id > newest && (kind === undefined || entry.kind === kind) && (!failed || hasFailed(entry)),
    )
    return fresh.length === 0 ? paged.items : merged(paged.items, fresh)
  }, [paged.items, told, kind, failed, isSearched, miniApp])
  return { ...paged, items }
}
