import { config } from './config.js'

/** An error as the Toss app tells it. */
export interface AppError {
  readonly name: string
  readonly message: string
  readonly code?: string
}

/** Something that the Toss app tells the page of its own accord. */
export interface Line {
  readonly id?: string
  readonly event?: unknown
  readonly error?: AppError
  readonly warning?: string
  readonly after?: string
  readonly unhandled?: string
  readonly end?: true
  readonly prompts?: readonly Prompt[]
  readonly A?: Record<string, unknown>
  readonly B?: Record<string, unknown>
}

/** What the user is asked. */
export interface Prompt {
  readonly id: string
  readonly kind: string
  readonly title: string
  readonly details: readonly string[]
  readonly failures: readonly string[]
}

// The page may put others in their place later.
const { fetch, WebSocket } = window
export const later = window.setTimeout.bind(window)

const pageId = Math.random().toString(36).slice(2)
let names = 0

/** A name unlike that of anything else, in this page or another. */
export const newId = () => `${pageId}-${++names}`

/** The page's web socket while it is open: a fetch takes a browser several times as long. Until then, and without, messages are fetched. */
let socket: WebSocket | undefined
let hasSocket = config.webSockets
const unanswered = new Map<number, [(answer: never) => void, (error: AppError) => void]>()

/** In characters. What is too large for the server is answered where it is fetched; over the socket it would end that, and whatever waits. */
const mostOverSocket = 2_000_000

function openSocket(): void {
  hasSocket = undefined
  let opening: WebSocket
  try {
    opening = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/__apps-in-toss-mock/socket`)
  } catch {
    // A page without an origin.
    return
  }
  opening.onopen = () => {
    socket = opening
  }
  opening.onmessage = ({ data }) => {
    const { number, answer, error } = JSON.parse(data)
    const [resolve, reject] = unanswered.get(number) ?? []
    unanswered.delete(number)
    if (error) reject?.(error)
    else resolve?.(answer as never)
  }
  opening.onclose = () => {
    // One that never opened is not tried again.
    if (socket === opening) loseSocket()
  }
}

/** The next message is fetched, and opens another. */
function loseSocket(): void {
  socket = undefined
  hasSocket = true
  for (const [, reject] of unanswered.values()) reject({ name: 'Error', message: 'the server of the page is gone' })
  unanswered.clear()
}

/** Sends a message to the Toss app, and resolves with its answer. */
export async function send(path: string, body: object, more: RequestInit = {}): Promise<never> {
  if (config.binding) {
    const carry = (window as never as Record<string, (message: object) => Promise<never>>)[config.binding]
    return (carry as (message: object) => Promise<never>)({ path, body })
  }
  const text = JSON.stringify(body)
  if (socket && text.length < mostOverSocket) {
    const number = ++names
    socket.send(`{"number":${number},"path":${JSON.stringify(path)},"body":${text}}`)
    return new Promise((resolve, reject) => {
      unanswered.set(number, [resolve, reject])
    })
  }
  if (hasSocket) openSocket()
  const response = await fetch.call(window, `/__apps-in-toss-mock/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
    ...more,
  })
  const answer = await response.json()
  if (!response.ok) throw answer.error
  return answer as never
}

/** By which name the page asks for lines, and how many want them. */
interface Link {
  readonly id: string
  readonly abort: AbortController
  wanted: number
}

/** While somebody wants lines. */
let link: Link | undefined

/**
 * Hears what the Toss app tells of its own accord, for as long as somebody wants to; the returned function ends that. One
 * request waits for lines at a time, whatever the number of listeners: a browser has few connections to one origin.
 */
export function hear(onLines: (lines: readonly Line[]) => void, onLost: (error: AppError) => void): () => void {
  if (!link) {
    link = { id: newId(), abort: new AbortController(), wanted: 0 }
    void poll(link, onLines, onLost)
  }
  const own = link
  own.wanted++
  let hears = true
  return () => {
    if (!hears) return
    hears = false
    if (--own.wanted > 0) return
    own.abort.abort()
    if (link !== own) return
    link = undefined
    // Nothing is aborted but a fetch.
    if (socket || config.binding) leave(own)
  }
}

async function poll(
  own: Link,
  onLines: (lines: readonly Line[]) => void,
  onLost: (error: AppError) => void,
): Promise<void> {
  while (link === own) {
    try {
      const { lines } = (await send('lines', { link: own.id }, { signal: own.abort.signal })) as { lines: Line[] }
      if (link === own) onLines(lines)
    } catch (error) {
      if (link !== own) return
      if (hidden) {
        await hidden
        continue
      }
      link = undefined
      onLost(error as AppError)
    }
  }
}

/** While the page is gone, until it is shown again, which some browsers do with one that was left. */
let hidden: Promise<unknown> | undefined
addEventListener('pagehide', ({ persisted }) => {
  hidden = new Promise((resolve) => {
    addEventListener('pageshow', resolve, { once: true })
  }).then(() => {
    hidden = undefined
  })
  if (link && !persisted) leave(link)
  if (!socket || !persisted) return
  // A browser that keeps the page would cut the connection, and tell so only when it shows the page again.
  socket.close()
  loseSocket()
})

function leave({ id }: Link): void {
  send('leave', { link: id }, { keepalive: true }).catch(() => {})
}

/** Listens to an event of the Toss app, or no longer. */
export const listen = (path: 'subscriptions' | 'unsubscriptions', id: string, rest: object = {}): Promise<void> =>
  send(path, { link: link?.id ?? '', id, ...rest })
