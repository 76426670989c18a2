import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks'
import { call, type Given, type Refused } from '../api/call.js'
import { Desk } from './desk.js'
import type { Kind, LiveState } from './live.js'
import { createRepeated, type Repeated } from './repeated.js'
import { useStore } from './store.js'

/** An answer of the control API that is kept up to date. */
export interface Asked<Answer> {
  readonly answer: Answer | undefined
  readonly refused: Refused | undefined
  readonly isLoading: boolean
  reload(): void
}

/** Answers are asked for again no more often than this, in milliseconds. */
export const pause = 300

/** How often something of these kinds was written. */
export function useRevision(kinds: readonly Kind[]): number {
  const { live } = useContext(Desk)
  return useStore(live, ({ revisions }: LiveState) =>
    ['*', ...kinds].reduce((sum, kind) => sum + (revisions[kind] ?? 0), 0),
  )
}

/** Asks the control API, and again when something of these kinds was written. Nothing is asked where `parameters` is undefined. */
export function useAsked<Answer>(
  operationId: string,
  parameters: Given | undefined,
  kinds: readonly Kind[] = [],
): Asked<Answer> {
  const { description, miniApp } = useContext(Desk)
  const [state, setState] = useState<{ key: string; answer?: Answer; refused?: Refused }>({ key: '' })
  const revision = useRevision(kinds)
  const repeated = useRef<Repeated | undefined>(undefined)
  const key = parameters === undefined ? '' : `${operationId} ${miniApp} ${JSON.stringify(parameters)}`

  useEffect(() => {
    if (key === '') return
    repeated.current = createRepeated(async (signal) => {
      try {
        const operation = description.operation(operationId)
        setState({ key, answer: await call<Answer>(operation, { miniApp, ...parameters }, undefined, signal) })
      } catch (error) {
        if (!signal.aborted) setState({ key, refused: error as Refused })
      }
    }, pause)
    return () => repeated.current?.stop()
  }, [key])
  useEffect(() => repeated.current?.ask(), [key, revision])

  const isCurrent = state.key === key
  return {
    answer: isCurrent ? state.answer : undefined,
    refused: isCurrent ? state.refused : undefined,
    isLoading: key !== '' && !isCurrent,
    reload: useCallback(() => repeated.current?.ask(), []),
  }
}
