import type { Entry } from './entries.js'

/** What the mock tells as it happens; see `GET /events`. */
export interface Events {
  hello(told: { readonly run: string; readonly resumed: boolean; readonly clock: Clock }): void
  journal(told: { readonly entries: readonly Entry[]; readonly missed: number }): void
  cleared(): void
  world(told: {
    readonly all: boolean
    readonly worlds: readonly { miniApp: string; kinds: readonly string[] }[]
  }): void
  commands(told: { readonly all: boolean; readonly operationIds: readonly string[] }): void
  clock(told: Clock): void
}

/** The mock's clock. */
export interface Clock {
  readonly now: string
  readonly aheadBySeconds: number
  readonly frozen: boolean
}

/** Milliseconds. */
const retryAfter = 2_000

const names = ['hello', 'journal', 'cleared', 'world', 'commands', 'clock'] as const satisfies readonly (keyof Events)[]

/**
 * Follows the events of a mini-app until it is stopped. A page that nobody sees lets the connection go, since a browser has
 * few for one host, and goes on where it stopped when it is seen again.
 */
export function followEvents(miniApp: string, events: Events, onState: (isOpen: boolean) => void): () => void {
  let source: EventSource | undefined
  let seen = ''
  let again: ReturnType<typeof setTimeout> | undefined

  function reopen(): void {
    again = undefined
    close()
    look()
  }

  function open(): void {
    if (source !== undefined) return
    const query = new URLSearchParams({ miniApp, ...(seen !== '' && { after: seen }) })
    source = new EventSource(`/events?${query}`)
    source.onopen = () => onState(true)
    source.onerror = () => {
      onState(false)
      // After an answer that is no stream, a browser does not try again by itself.
      if (source?.readyState === EventSource.CLOSED) again ??= setTimeout(reopen, retryAfter)
    }
    for (const name of names) {
      source.addEventListener(name, (event) => {
        if (event.lastEventId !== '') seen = event.lastEventId
        events[name](JSON.parse(event.data) as never)
      })
    }
  }

  function close(): void {
    source?.close()
    source = undefined
  }

  const look = () => (document.visibilityState === 'visible' ? open() : close())
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(again)
    close()
  }
}
