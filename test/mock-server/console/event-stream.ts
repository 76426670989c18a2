import { onTestFinished } from 'vitest'

/** A server-sent event, read. */
export interface ReadEvent {
  readonly name: string
  readonly id: string | undefined
  // biome-ignore lint/suspicious/noExplicitAny: an event is judged by the test, not by the compiler
  readonly data: any
}

/** Reads a stream of events; `next` waits for the next one with a name, and passes over others. */
export async function readEvents(url: string, headers: Record<string, string> = {}) {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const answer = await fetch(url, { headers, signal: abort.signal })
  if (answer.body === null) throw new Error(`${url} answered without a body`)
  const events = eventsOf(answer.body)
  return {
    answer,
    async next(name: string): Promise<ReadEvent> {
      for (;;) {
        const { value, done } = await events.next()
        if (done === true) throw new Error(`the stream ended before ${name}`)
        if (value.name === name) return value
      }
    },
    /** Whether the server ends the stream. */
    async ended(): Promise<boolean> {
      for (;;) if ((await events.next()).done === true) return true
    },
    stop: () => abort.abort(),
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<ReadEvent> {
  let text = ''
  const decoder = new TextDecoder()
  for await (const part of body) {
    text += decoder.decode(part, { stream: true })
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const lines = text.slice(0, end).split('\n')
      text = text.slice(end + 2)
      const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2)
      const data = field('data')
      if (data !== undefined) yield { name: field('event') ?? '', id: field('id'), data: JSON.parse(data) }
    }
  }
}
