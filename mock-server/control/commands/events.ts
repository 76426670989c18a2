import { options, type Shape, saying, text, textOf } from '../../world/shape.js'
import type { ReaderOptions } from '../events/reader.js'
import { mockCommand } from '../route.js'

/** What happens, as it happens. */
export const eventCommands = {
  follow: mockCommand({
    at: 'GET events',
    id: 'followEvents',
    says: 'What happens, as server-sent events: hello, journal (entries without bodies), cleared, world (what was written), commands, clock',
    takes: options({
      miniApp: saying(text, 'Only what concerns this mini-app, and refused handshakes.'),
      after: saying(
        textOf(1, 100),
        'The id of the last event that was seen. The header Last-Event-ID, which a browser sends by itself, goes before it.',
      ),
    }),
    gives: text as Shape<unknown>,
    contentType: 'text/event-stream; charset=utf-8',
    isEndless: true,
    do: async ({ feed }, options: ReaderOptions) => feed.open(options),
  }),
}
