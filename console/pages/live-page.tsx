import { useContext, useState } from 'preact/hooks'
import { call } from '../api/call.js'
import type { Entry } from '../api/entries.js'
import { Empty, RefusedNote } from '../parts/empty.js'
import { Icon } from '../parts/icon.js'
import { ScrollList } from '../parts/scroll-list.js'
import { Split } from '../parts/split.js'
import { Desk } from '../state/desk.js'
import { useNarrow } from '../state/narrow.js'
import { EntryDetail } from './entry-detail.js'
import { EntryRow } from './entry-row.js'
import { FirstSteps } from './first-steps.js'
import { type JournalFilter, useJournal } from './journal.js'
import { PageHead } from './page-head.js'

const kinds = ['exchange', 'handshake-refusal', 'callback', 'notice'] as const satisfies readonly Entry['kind'][]

/** Everything that happens, the newest first. */
export function LivePage({ id }: { readonly id: string | undefined }) {
  const desk = useContext(Desk)
  const { words } = desk
  const isNarrow = useNarrow()
  const [filter, setFilter] = useState<JournalFilter>({})
  const isFiltered = Object.keys(filter).length > 0
  const empty = () =>
    desk.attempt(async () => {
      await call(desk.description.operation('clearJournal'), {})
      desk.tell(words.isDone(words.clearJournal))
    })
  return (
    <Split
      page="live"
      id={id}
      list={
        <>
          <PageHead page="live">
            <button type="button" class="button small" onClick={empty}>
              {words.clearJournal}
            </button>
          </PageHead>
          <div class="tools">
            <FilterChips filter={filter} onChange={setFilter} />
            <label class="search">
              <Icon name="search" size={16} />
              <span class="unseen">{words.searchJournal}</span>
              <input
                type="search"
                placeholder={words.searchJournal}
                maxLength={200}
                onInput={({ currentTarget: { value } }) => {
                  const { text: _text, ...rest } = filter
                  setFilter(value === '' ? rest : { ...rest, text: value })
                }}
              />
            </label>
          </div>
          <EntryList page="live" id={id} filter={filter} isFiltered={isFiltered} />
        </>
      }
      detail={<EntryDetail id={id ?? ''} />}
      aside={!isNarrow && <FirstSteps />}
    />
  )
}

function FilterChips({ filter, onChange }: { readonly filter: JournalFilter; onChange(filter: JournalFilter): void }) {
  const { words } = useContext(Desk)
  const { text } = filter
  const kept = text === undefined ? {} : { text }
  const chips: { name: keyof typeof words.filters; filter: JournalFilter; isOn: boolean }[] = [
    { name: 'all', filter: kept, isOn: filter.kind === undefined && !filter.failed },
    { name: 'failed', filter: { ...kept, failed: true }, isOn: filter.failed === true },
    ...kinds.map((kind) => ({ name: kind, filter: { ...kept, kind }, isOn: filter.kind === kind })),
  ]
  return (
    <fieldset class="chips" aria-label={words.filterTitle}>
      {chips.map(({ name, filter: chosen, isOn }) => (
        <button type="button" key={name} class="chip" aria-pressed={isOn} onClick={() => onChange(chosen)}>
          {words.filters[name]}
        </button>
      ))}
    </fieldset>
  )
}

interface EntryListProps {
  readonly page: string
  readonly id: string | undefined
  readonly filter: JournalFilter
  readonly isFiltered?: boolean
}

/** The entries that fit. */
export function EntryList({ page, id, filter, isFiltered = false }: EntryListProps) {
  const { words, language } = useContext(Desk)
  const isNarrow = useNarrow()
  const { items, refused, isLoading, hasMore, more } = useJournal(filter)
  if (refused !== undefined) return <RefusedNote refused={refused} />
  if (items.length === 0) {
    if (isLoading) return <p class="faint pad">{words.loading}</p>
    const what = page === 'callbacks' ? 'callbacks' : isFiltered ? 'filtered' : 'live'
    return (
      <Empty icon={page === 'callbacks' ? 'callbacks' : 'live'} title={words.nothing[what]}>
        <p>{words.nothing[`${what}How`]}</p>
        {what === 'live' && isNarrow && <FirstSteps />}
      </Empty>
    )
  }
  return (
    <ScrollList label={words.pages.live} hasMore={hasMore} more={more}>
      {items.map((entry) => (
        <EntryRow
          key={`${entry.kind}${entry.id}`}
          entry={entry}
          page={page}
          isOpen={id === String(entry.id)}
          language={language}
        />
      ))}
    </ScrollList>
  )
}
