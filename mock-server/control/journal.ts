import { Readable } from 'node:stream'
import type { JsonSchema } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { JournalEntry } from '../record/journal-entries.js'
import type { JournalQuery } from '../record/journal-query.js'
import type { ControlRoute } from './route.js'
import { answerOf, doneSchema } from './schemas.js'

const tag = 'mock'

const journalQuery = {
  type: 'object',
  properties: {
    kind: { type: 'string', enum: ['exchange', 'handshake-refusal', 'callback', 'notice'] },
    miniApp: { type: 'string' },
    operation: { type: 'string', examples: ['login.generateToken'] },
    failed: {
      type: 'boolean',
      description: 'True: only what went wrong, such as a failure, a broken rule or a refused handshake.',
    },
    text: { type: 'string', minLength: 1, maxLength: 200, description: 'Only entries in which this text stands.' },
    after: { type: 'integer', minimum: 0, description: 'Only entries with a greater id.' },
    before: { type: 'integer', minimum: 0, description: 'Only entries with a smaller id.' },
    limit: { type: 'integer', minimum: 1, description: 'The newest this many.' },
  },
} as const satisfies JsonSchema

/** What was called, refused and sent so far. */
export const journalRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/journal',
    operationId: 'readJournal',
    summary: 'The last exchanges, refused handshakes and callbacks, oldest first, redacted',
    tag,
    query: {
      ...journalQuery,
      properties: {
        ...journalQuery.properties,
        bodies: { type: 'boolean', description: 'False: without headers and bodies; default true.' },
      },
    },
    answer: {
      type: 'object',
      properties: {
        entries: { type: 'array', items: { type: 'object' } },
        recorded: { type: 'integer', description: 'How many entries there ever were.' },
        dropped: { type: 'integer', description: 'How many of these are gone: the journal is bounded.' },
      },
      required: ['entries', 'recorded', 'dropped'],
    },
    handle({ query }, { journal }) {
      const { bodies = true, ...wanted } = query as JournalQuery & { bodies?: boolean }
      const counts = (wanted.miniApp && journal.countsOf(wanted.miniApp)) || journal.counts
      const entries = journal.entries(wanted)
      return { entries: bodies ? entries : entries.map(withoutBodies), ...counts }
    },
  },
  {
    method: 'GET',
    path: '/journal/{id}',
    operationId: 'readJournalEntry',
    summary: 'One entry of the journal',
    tag,
    answer: answerOf({ entry: { type: 'object' } }),
    handle({ path }, { journal }) {
      const { id = '' } = path
      const entry = /^\d{1,15}$/.test(id) ? journal.entry(Number(id)) : undefined
      if (entry !== undefined) return { entry }
      throw new CodedError('ERR_NOT_FOUND', `id: the journal has no entry ${JSON.stringify(id.slice(0, 40))}`, {
        fix: 'It keeps the newest entries only, and none from before it was emptied.',
      })
    },
  },
  {
    method: 'GET',
    path: '/journal.jsonl',
    operationId: 'exportJournal',
    summary: 'The same entries, one a line: a file that the command check reads',
    tag,
    query: journalQuery,
    answer: { type: 'string' },
    contentType: 'application/x-ndjson; charset=utf-8',
    handle: ({ query }, { journal }) => Readable.from(lines(journal.entries(query as JournalQuery))),
  },
  {
    method: 'DELETE',
    path: '/journal',
    operationId: 'clearJournal',
    summary: 'Empty the journal',
    tag,
    answer: doneSchema,
    handle(_request, { journal }) {
      journal.clear()
      return { done: true }
    },
  },
]

/** An entry as a list shows it. */
export function withoutBodies(entry: JournalEntry): object {
  const {
    request: _request,
    response: _response,
    ...rest
  } = entry as JournalEntry & Record<'request' | 'response', unknown>
  return rest
}

function* lines(entries: readonly unknown[]): Generator<string> {
  for (const entry of entries) yield `${JSON.stringify(entry)}\n`
}
