import { visible } from '../../contracts/index.js'
import type { JournalEntry } from '../../mock-server/index.js'
import { callControl, openControl } from '../control-call.js'
import { isKorean, told } from '../language.js'
import { painter } from '../terminal.js'

/** An entry without its bodies. */
type Entry = JournalEntry extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'request' | 'response'>
    : never
  : never

/** The answer of `GET /journal` for people: a line or two for each entry. */
export function journalInLines(answer: Readonly<Record<string, unknown>>): string {
  const { entries, dropped } = answer as unknown as { entries: readonly Entry[]; dropped: number }
  const lines = entries.flatMap(linesOf)
  if (dropped > 0) lines.unshift(told(`(${dropped} before these are gone: the journal is bounded)`))
  return lines.length === 0 ? `${told('nothing yet')}\n` : `${lines.join('\n')}\n`
}

/**
 * What is there, and then what comes, until the mock ends.
 *
 * @param path - the question, with its query: it is asked again for what is new, so that the same entries are meant
 */
export async function followJournal(
  controlUrl: string,
  path: string,
  { json }: { readonly json?: boolean },
): Promise<void> {
  let last = 0
  async function catchUp(isFirst: boolean): Promise<void> {
    const asked = new URL(path, controlUrl)
    asked.searchParams.set('bodies', 'false')
    if (!isFirst) {
      for (const bound of ['limit', 'before']) asked.searchParams.delete(bound)
      asked.searchParams.set('after', String(last))
    }
    const { entries } = await callControl<{ entries: Entry[] }>(controlUrl, { path: asked.pathname + asked.search })
    last = entries.at(-1)?.id ?? last
    const lines = json === true ? entries.map((entry) => visible(JSON.stringify(entry))) : entries.flatMap(linesOf)
    if (lines.length > 0) process.stdout.write(`${lines.join('\n')}\n`)
  }
  const gone = new AbortController()
  process.stdout.once('error', () => gone.abort())
  // Whoever listens first misses nothing in between.
  const events = await openControl(controlUrl, { path: '/events' }, gone.signal)
  await catchUp(true)
  for await (const name of eventsIn(events)) {
    if (name === 'cleared') last = 0
    if (name === 'journal') await catchUp(false)
  }
}

/** The names of the events of a stream, as they come. */
async function* eventsIn({ body }: Response): AsyncGenerator<string> {
  let rest = ''
  const decoder = new TextDecoder()
  const parts = (body as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  for (;;) {
    // A mock that ends breaks its streams off.
    const { value, done } = await parts.next().catch(() => ({ value: undefined, done: true }))
    if (done === true || value === undefined) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() as string
    for (const line of lines) if (line.startsWith('event: ')) yield line.slice('event: '.length)
  }
}

function linesOf(entry: Entry): string[] {
  const paint = painter(process.stdout)
  const head = (what: string, isBad: boolean) =>
    `${paint('gray', `${entry.at.slice(11, 19)} #${entry.id}`)} ${isBad ? paint('red', visible(what)) : visible(what)}`
  switch (entry.kind) {
    case 'exchange': {
      const { miniApp, operation, method, path, resultType, errorCode, status, milliseconds, because, violations } =
        entry
      const outcome = errorCode === undefined ? resultType : `${resultType} ${errorCode}`
      const what = `${miniApp}  ${operation ?? `${method} ${path}`} → ${outcome} (${status}, ${milliseconds} ms)`
      const isBad = resultType !== 'SUCCESS' || violations.length > 0
      // Where rules were broken, they are the reason.
      const why = because === undefined || violations.length > 0 ? [] : [because]
      const more = [...why, ...violations.map(({ message }) => message)]
      return [head(what, isBad), ...more.map((text) => `    ${visible(told(text))}`)]
    }
    case 'handshake-refusal': {
      const times = entry.times === 1 ? '' : `, ${entry.times} times`
      const { message, fix } = entry.told?.[isKorean() ? 'ko' : 'en'] ?? entry
      return [head(told(`handshake refused (${entry.reason}${times}): ${message}`), true), `    ${visible(fix)}`]
    }
    case 'callback': {
      const { miniApp, callback, method, url, delivered, status, error, milliseconds } = entry
      const outcome = `${status ?? told('no answer')}, ${milliseconds} ms`
      const what = `${miniApp}  ${callback} → ${method} ${url} (${outcome})`
      return [head(what, !delivered), ...(error === undefined ? [] : [`    ${visible(told(error))}`])]
    }
    case 'notice':
      return [head(`${entry.miniApp}  ${told(entry.message)}`, true), `    ${visible(told(entry.fix))}`]
  }
}
