import { Readable } from 'node:stream'
import { type Protocol, subscription } from '../../toss-side/app/protocol.js'
import { subscribe, watch } from '../../toss-side/app/toss-app.js'
import { command } from '../../toss-side/command.js'
import { type Shape, text } from '../../world/shape.js'

const contentType = 'application/x-ndjson; charset=utf-8'
const gives = text as Shape<unknown>

/** What the Toss app tells its page as it comes: answers of many lines, each of them JSON. */
export const appStreamCommands = {
  subscribe: command({
    at: 'POST toss-app/subscriptions',
    id: 'subscribeToTossApp',
    says: 'An event call of the page: a line for each event or error, until there are no more or the caller goes',
    takes: subscription,
    gives,
    contentType,
    isEndless: true,
    do: async (context, call: { protocol: Protocol; name: string; params?: unknown }) =>
      lines(subscribe(context, call)),
  }),
  watchPrompts: command({
    at: 'GET toss-app/prompts.jsonl',
    id: 'watchPrompts',
    says: 'The open prompts: a line at once, and at every change of prompts or settings',
    gives,
    contentType,
    isEndless: true,
    do: async (context) => lines(watch(context)),
  }),
}

/** One JSON text a line. The caller's going ends the values, also while nothing comes. */
function lines(values: AsyncIterableIterator<unknown>): Readable {
  const written: AsyncIterableIterator<string> = {
    async next() {
      const { done, value } = await values.next()
      return done ? { done, value: undefined } : { value: `${JSON.stringify(value)}\n` }
    },
    async return() {
      await values.return?.()
      return { done: true, value: undefined }
    },
    [Symbol.asyncIterator]: () => written,
  }
  return Readable.from(written)
}
