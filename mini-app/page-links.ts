import { checkValue, type JsonSchema } from '../contracts/index.js'
import { CodedError, isCodedError } from '../errors/index.js'
import type { Decision, Protocol } from '../mock-server/index.js'
import type { TossAppSource } from './toss-app-source.js'

/**
 * A page asks for its lines again within so many milliseconds, or it is given up: one that stands at a breakpoint asks nothing. What
 * is closed says so, or its connection ends.
 */
const patienceByDefault = 300_000

/** So long a page waits for lines at a time, in milliseconds; then it asks anew. */
const longestWait = 25_000

/** No page gives a subscription this name. */
const watching = ' '

/** Pages that are remembered, and those that are known to be given up. */
const mostLinks = 100
const mostGivenUp = 1_000

const text = { type: 'string', minLength: 1, maxLength: 200 } as const
const protocol = { enum: ['A', 'B'] } as const

/** What a page may send, by the last part of the path. Nothing else of the mock can be reached from a page. */
const messages = {
  calls: message({ protocol, name: text, args: { type: 'array' }, id: text }, ['protocol', 'name']),
  lines: message({ link: text }, ['link']),
  leave: message({ link: text }, ['link']),
  subscriptions: message({ link: text, id: text, protocol, name: text }, ['link', 'id', 'protocol', 'name']),
  unsubscriptions: message({ link: text, id: text }, ['link', 'id']),
  prompts: message({ id: text, decision: text }, ['id', 'decision']),
} as const

function message(properties: JsonSchema['properties'] & object, required: readonly string[]): JsonSchema {
  return { type: 'object', properties, required }
}

/** What a page may send. */
export type PageMessage = keyof typeof messages

/** Whether a page may send this. */
export function isPageMessage(name: string): name is PageMessage {
  return Object.hasOwn(messages, name)
}

/** Pages that run the mini-app, each with what it listens to. */
export interface PageLinks {
  /**
   * Answers a message of a page, as JSON.
   *
   * @param gone - ends when whoever sent it went away
   * @throws Misfit for a body that is none; CodedError `ERR_NOT_FOUND` for the lines of a page that was given up
   */
  answer(message: PageMessage, body: unknown, gone?: AbortSignal): Promise<unknown>
  /** Ends whatever the pages listen to. */
  close(): void
}

/** A body that no page script of ours sends. */
export class Misfit extends Error {}

interface Link {
  readonly lines: unknown[]
  readonly subscriptions: Map<string, AsyncIterator<unknown>>
  wake?: (() => void) | undefined
  /** Ends the link where the page does not ask again. */
  timer?: NodeJS.Timeout | undefined
}

/** No pages yet. */
export function createPageLinks(
  source: TossAppSource,
  { patience = patienceByDefault }: { readonly patience?: number } = {},
): PageLinks {
  const links = new Map<string, Link>()
  const givenUp = new Set<string>()

  function linkOf(name: string): Link {
    const found = links.get(name)
    if (found !== undefined) return found
    const [oldest] = links.keys()
    if (links.size >= mostLinks && oldest !== undefined) giveUp(oldest)
    const link: Link = { lines: [], subscriptions: new Map() }
    links.set(name, link)
    // The page has the constants of a moment ago.
    let isFirst = true
    void listen(link, watching, source.watch(), async (prompts) => {
      send(link, { prompts })
      const [A, B] = isFirst ? [] : await Promise.all([source.constants('A'), source.constants('B')])
      isFirst = false
      if (A && B) send(link, { A: A.constants, B: B.constants })
    })
    waitFor(name, link)
    return link
  }

  /** The page is given up where it does not ask for its lines in time. */
  function waitFor(name: string, link: Link): void {
    clearTimeout(link.timer)
    link.timer = setTimeout(() => giveUp(name), patience)
    link.timer.unref()
  }

  /** Drops a page that may come back, and is told then. */
  function giveUp(name: string): void {
    if (!links.has(name)) return
    drop(name)
    const [oldest] = givenUp
    if (givenUp.size >= mostGivenUp && oldest !== undefined) givenUp.delete(oldest)
    givenUp.add(name)
  }

  function drop(name: string): void {
    const link = links.get(name)
    if (link === undefined) return
    links.delete(name)
    clearTimeout(link.timer)
    link.wake?.()
    for (const lines of link.subscriptions.values()) stop(lines)
  }

  function send(link: Link, line: unknown): void {
    link.lines.push(line)
    link.wake?.()
  }

  async function listen<Line>(
    link: Link,
    id: string,
    lines: AsyncIterable<Line>,
    hear: (line: Line) => unknown,
  ): Promise<void> {
    const iterator = lines[Symbol.asyncIterator]()
    link.subscriptions.set(id, iterator)
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) await hear(next.value)
      send(link, { id, end: true })
    } catch (error) {
      send(link, { id, error: unreachable(error), end: true })
    } finally {
      link.subscriptions.delete(id)
    }
  }

  /** The lines since the last time; waits for the first. */
  async function take(name: string, gone: AbortSignal | undefined): Promise<unknown> {
    if (givenUp.delete(name)) {
      throw new CodedError('ERR_NOT_FOUND', 'the page was away: what it listened to has ended', {
        fix: 'Load the page again.',
      })
    }
    const link = linkOf(name)
    clearTimeout(link.timer)
    if (link.lines.length === 0) {
      let timer: NodeJS.Timeout | undefined
      let wake = () => {}
      await new Promise<void>((resolve) => {
        timer = setTimeout(resolve, longestWait).unref()
        wake = resolve
        link.wake = wake
        gone?.addEventListener('abort', wake)
      })
      clearTimeout(timer)
      gone?.removeEventListener('abort', wake)
      link.wake = undefined
    }
    if (gone?.aborted) giveUp(name)
    else if (links.get(name) === link) waitFor(name, link)
    return { lines: link.lines.splice(0) }
  }

  return {
    async answer(message, body, gone) {
      const [violation] = checkValue(messages[message], body, 'body')
      if (violation !== undefined) throw new Misfit(violation.message)
      const given = body as Record<string, string> & { args?: unknown[]; params?: unknown }
      const protocol = given.protocol as Protocol
      const name = given.name as string
      const id = given.id as string
      switch (message) {
        case 'calls':
          return source.call(protocol, name, given.args, id)
        case 'lines':
          return take(given.link as string, gone)
        case 'leave':
          drop(given.link as string)
          return {}
        case 'subscriptions': {
          const link = linkOf(given.link as string)
          void listen(link, id, source.subscribe(protocol, name, given.params), (line) =>
            send(link, { id, ...(line as object) }),
          )
          return {}
        }
        case 'unsubscriptions':
          stop(links.get(given.link as string)?.subscriptions.get(id))
          return {}
        case 'prompts':
          await source.answer(id, { decision: given.decision } as Decision)
          return {}
      }
    },
    close() {
      for (const name of [...links.keys()]) drop(name)
    },
  }
}

/** Ends lines that nobody hears any more. Those that were never opened, for want of a mock, have no end either. */
function stop(lines: AsyncIterator<unknown> | undefined): void {
  lines?.return?.().catch(() => {})
}

/** A page sends pictures and files, as Base64. */
export const mostBytes = 8 * 1024 * 1024

/** What a page is told of a message that was not answered, and the status for it. */
export function failureOf(error: unknown): { readonly status: 400 | 502; readonly error: object } {
  if (error instanceof Misfit) return { status: 400, error: { code: 'ERR_INVALID_REQUEST', message: error.message } }
  if (!isCodedError(error) || error.code === 'ERR_NOT_RUNNING') return { status: 502, error: unreachable(error) }
  const { code, message, fix } = error
  return { status: 400, error: { code, message, fix } }
}

/** What a page is told where the mock behind the handler is gone. */
export function unreachable(error: unknown) {
  return { name: 'Error', code: 'PHONE_UNREACHABLE', message: `apps-in-toss-mock: ${(error as Error).message}` }
}
