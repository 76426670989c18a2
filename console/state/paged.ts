import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import { call, type Given, type Refused } from '../api/call.js'
import { pause, useRevision } from './asked.js'
import { Desk } from './desk.js'
import type { Kind } from './live.js'
import { createRepeated, type Repeated } from './repeated.js'

/** A list of which only a part has been asked for. */
export interface Paged<Item> {
  readonly items: readonly Item[]
  readonly refused: Refused | undefined
  /** Before the first page is there. */
  readonly isLoading: boolean
  readonly hasMore: boolean
  more(): void
}

/** How a list is asked for in pages. */
export interface PagedOptions<Item> {
  readonly operationId: string
  readonly parameters?: Given
  /** The field of the answer that holds the items. */
  readonly under: string
  /** The parameters of the page behind an item; the first page has none. */
  behind(item: Item): Given
  /** When something of these kinds was written, what is shown is asked for again. */
  readonly kinds: readonly Kind[]
  /** The API gives the items of a page oldest first, and the newest page first. */
  readonly isReversed?: boolean
  /** The list comes whole; there are no pages of it. */
  readonly isWhole?: boolean
}

const pageSize = 50

/** The API gives at most so many at once. */
const mostAtOnce = 1_000

/** A list of the control API, the newest first, in pages. */
export function usePaged<Item>({
  operationId,
  parameters = {},
  under,
  behind,
  kinds,
  isReversed = false,
  isWhole = false,
}: PagedOptions<Item>): Paged<Item> {
  const { description, miniApp } = useContext(Desk)
  const key = `${operationId} ${miniApp} ${JSON.stringify(parameters)}`
  const [state, setState] = useState<{ key: string; items: readonly Item[]; hasMore: boolean; refused?: Refused }>({
    key: '',
    items: [],
    hasMore: false,
  })
  const revision = useRevision(kinds)
  const wanted = useRef(pageSize)
  const shown = useRef(state)
  shown.current = state
  const repeated = useRef<Repeated | undefined>(undefined)
  const isAsking = useRef(false)

  const ask = async (limit: number, after: Given, signal?: AbortSignal): Promise<Item[]> => {
    const given = { miniApp, ...parameters, ...after, limit }
    const answer = await call<Record<string, Item[]>>(description.operation(operationId), given, undefined, signal)
    const items = answer[under] ?? []
    return isReversed ? items.reverse() : items
  }

  function itemsBehind(item: Item | undefined): readonly Item[] {
    const name = (one: Item) => JSON.stringify(behind(one))
    const at = item === undefined ? -1 : shown.current.items.findIndex((one) => name(one) === name(item))
    return at === -1 ? [] : shown.current.items.slice(at + 1)
  }

  useEffect(() => {
    wanted.current = pageSize
    repeated.current = createRepeated(async (signal) => {
      try {
        const limit = Math.min(wanted.current, mostAtOnce)
        const first = await ask(limit, {}, signal)
        // What is behind the part that is read anew stays as it was.
        const rest = shown.current.key === key && wanted.current > limit ? itemsBehind(first.at(-1)) : []
        const hasMore = !isWhole && (rest.length > 0 ? shown.current.hasMore : first.length === limit)
        setState({ key, items: [...first, ...rest], hasMore })
      } catch (error) {
        if (!signal.aborted) setState({ key, items: [], hasMore: false, refused: error as Refused })
      }
    }, pause)
    return () => repeated.current?.stop()
  }, [key])
  useEffect(() => repeated.current?.ask(), [key, revision])

  const more = useCallback(async () => {
    const { items, hasMore } = shown.current
    const last = items.at(-1)
    if (!hasMore || last === undefined || isAsking.current || shown.current.key !== key) return
    isAsking.current = true
    try {
      const page = await ask(pageSize, behind(last))
      if (shown.current.key !== key) return
      wanted.current = shown.current.items.length + page.length
      setState({ key, items: [...shown.current.items, ...page], hasMore: page.length === pageSize })
    } catch (error) {
      setState((before) => ({ ...before, hasMore: false, refused: error as Refused }))
    } finally {
      isAsking.current = false
    }
  }, [key])

  const isCurrent = state.key === key
  return {
    items: isCurrent ? state.items : [],
    refused: isCurrent ? state.refused : undefined,
    isLoading: !isCurrent,
    hasMore: isCurrent && state.hasMore,
    more,
  }
}
