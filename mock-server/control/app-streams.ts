import { Readable } from 'node:stream'
import { type Protocol, subscription } from '../toss-side/app/protocol.js'
import { subscribe, watch } from '../toss-side/app/toss-app.js'
import type { ControlRoute } from './route.js'

const tag = 'toss-app'
const contentType = 'application/x-ndjson; charset=utf-8'

/** What the Toss app tells its page as it comes: answers of many lines, each of them JSON. */
export const appStreamRoutes: readonly ControlRoute[] = [
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/toss-app/subscriptions',
    operationId: 'subscribeToTossApp',
    summary: 'An event call of the page: a line for each event or error, until there are no more or the caller goes',
    tag,
    body: subscription,
    answer: { type: 'string' },
    contentType,
    handle: ({ path, body }, { contextOf }) =>
      lines(
        subscribe(contextOf(path.miniApp as string), body as { protocol: Protocol; name: string; params?: unknown }),
      ),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/toss-app/prompts.jsonl',
    operationId: 'watchPrompts',
    summary: 'The open prompts: a line at once, and at every change of prompts or settings',
    tag,
    answer: { type: 'string' },
    contentType,
    handle: ({ path }, { contextOf }) => lines(watch(contextOf(path.miniApp as string))),
  },
]

function lines(values: AsyncIterable<unknown>): Readable {
  return Readable.from(written(values))
}

async function* written(values: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const value of values) yield `${JSON.stringify(value)}\n`
}
