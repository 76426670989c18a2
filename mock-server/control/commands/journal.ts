import { Readable } from 'node:stream'
import { CodedError } from '../../../errors/index.js'
import type { JournalQuery } from '../../record/journal-query.js'
import { thisVersion } from '../../record/version.js'
import {
  anything,
  atLeastOne,
  count,
  done,
  list,
  object,
  options,
  type Shape,
  saying,
  text,
  textOf,
  truth,
  word,
} from '../../world/shape.js'
import { withoutBodies } from '../events/reader.js'
import { harOf, harShape } from '../har.js'
import { mockCommand } from '../route.js'

const query = {
  kind: word('exchange', 'handshake-refusal', 'callback', 'notice'),
  miniApp: text,
  refusals: saying(truth, 'True: with miniApp, refused handshakes as well, which are nobody’s.'),
  operation: { ...text, examples: ['login.generateToken'] },
  failed: saying(truth, 'True: only what went wrong, such as a failure, a broken rule or a refused handshake.'),
  text: saying(textOf(1, 200), 'Only entries in which this text stands.'),
  after: saying(count, 'Only entries with a greater id.'),
  before: saying(count, 'Only entries with a smaller id.'),
  limit: saying(atLeastOne, 'The newest this many.'),
}

/** What was called, refused and sent so far. */
export const journalCommands = {
  read: mockCommand({
    at: 'GET journal',
    id: 'readJournal',
    says: 'The last exchanges, refused handshakes and callbacks, oldest first, redacted',
    takes: options({ ...query, bodies: saying(truth, 'False: without headers and bodies; default true.') }),
    gives: object({
      entries: list(anything as Shape<object>),
      recorded: saying(count, 'How many entries there ever were.'),
      dropped: saying(count, 'How many of these are gone: the journal is bounded.'),
    }),
    async do({ journal }, { bodies = true, ...wanted }: JournalQuery & { bodies?: boolean }) {
      await journal.settled()
      const counts = (wanted.miniApp && journal.countsOf(wanted.miniApp)) || journal.counts
      const entries = journal.entries(wanted)
      return { entries: bodies ? entries : entries.map(withoutBodies), ...counts }
    },
  }),
  entry: mockCommand({
    at: 'GET journal/{id}',
    id: 'readJournalEntry',
    says: 'One entry of the journal',
    gives: anything as Shape<object>,
    under: 'entry',
    async do({ journal }, id: string) {
      await journal.settled()
      const entry = /^\d{1,15}$/.test(id) ? journal.entry(Number(id)) : undefined
      if (entry !== undefined) return entry
      throw new CodedError('ERR_NOT_FOUND', `id: the journal has no entry ${JSON.stringify(id.slice(0, 40))}`, {
        fix: 'It keeps the newest entries only, and none from before it was emptied.',
      })
    },
  }),
  export: mockCommand({
    at: 'GET journal.jsonl',
    id: 'exportJournal',
    says: 'The same entries, one a line: a file that the command check reads',
    takes: options(query),
    gives: text as Shape<unknown>,
    contentType: 'application/x-ndjson; charset=utf-8',
    async do({ journal }, wanted: JournalQuery) {
      await journal.settled()
      return Readable.from(lines(journal.entries(wanted)))
    },
  }),
  har: mockCommand({
    at: 'GET journal.har',
    id: 'exportHar',
    says: 'The exchanges as HAR 1.2: a file that browsers and the command check read',
    takes: options(query),
    gives: harShape,
    async do({ journal, info }, wanted: JournalQuery) {
      await journal.settled()
      return harOf(journal.exchanges(wanted), { version: thisVersion, baseUrl: info().baseUrl })
    },
  }),
  clear: mockCommand({
    at: 'DELETE journal',
    id: 'clearJournal',
    says: 'Empty the journal',
    gives: done,
    async do({ journal }) {
      journal.clear()
      await journal.settled()
    },
  }),
}

function* lines(entries: readonly unknown[]): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`
}
