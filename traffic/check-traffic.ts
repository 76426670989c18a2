import { fillRedactedRequest, fillRedactedResponse, type VariantChoices } from '../contracts/index.js'
import { CodedError } from '../errors/index.js'
import { redactedRecord } from './anonymous-record.js'
import { judgeExchange } from './judge-exchange.js'
import { type KnownOperation, matchExchange, partnerHosts } from './match.js'
import { openTraffic } from './read-traffic.js'
import type { RecordedBody, RecordedExchange } from './recorded-exchange.js'
import { createRedactedFile } from './redacted-file.js'
import { createTally, type TrafficReport } from './tally.js'

/** How recordings are checked. */
export interface CheckTrafficOptions {
  /** Where the partner API is besides toss.im and this machine: URLs of a gateway, or of a mock on another host. */
  readonly baseUrls?: readonly string[]
  /** Where sources conflict: the options that differ from the defaults. */
  readonly variants?: VariantChoices
  /** Where to write a copy that is safe to publish; of one recording only. */
  readonly redactTo?: string
  /** Writes the copy over a file that is not a redacted copy as well. */
  readonly force?: boolean | undefined
}

/**
 * Checks recorded traffic against the contract: every exchange with the partner API, request and answer.
 *
 * @param files - HAR files, or journals of a mock with one entry on each line; `-` is the standard input
 * @throws CodedError `ERR_TRAFFIC_FILE` for a file that cannot be read, with line and entry; `ERR_INVALID_OPTION`,
 * `ERR_OUTPUT_FILE`, `ERR_WRITE_FAILED`
 *
 * @example
 * ```ts
 * const { ok, broken } = await checkTraffic(['traffic.har'])
 * for (const { operation, findings } of broken) console.log(operation, findings[0]?.field)
 * ```
 */
export async function checkTraffic(
  files: readonly string[],
  { baseUrls, variants, redactTo, force }: CheckTrafficOptions = {},
): Promise<TrafficReport> {
  const [only, ...others] = files
  if (only === undefined) throw invalid('no recording was named', 'Name a HAR file, or - for the standard input.')
  if (redactTo !== undefined && others.length > 0) {
    throw invalid('a redacted copy can be made of one recording at a time', 'Name one recording.')
  }
  const hosts = partnerHosts(baseUrls)
  const tally = createTally()
  let redacted: TrafficReport['redacted']
  for (const path of files) {
    const { file, format, records } = await openTraffic(path)
    const copy =
      redactTo === undefined ? undefined : await createRedactedFile(redactTo, { format, original: path, force })
    try {
      let entries = 0
      let copied = 0
      for await (const record of records) {
        entries++
        const { entry, line } = record
        if (record.exchange === undefined) {
          tally.ignore(record.other ?? 'no exchange with the partner API')
          continue
        }
        const match = matchExchange(record.exchange, hosts)
        if (match.kind === 'ignored') tally.ignore(match.host, match.hint)
        else if (record.problem !== undefined) throw record.problem
        else if (match.kind === 'not-mocked') tally.skip(`${match.operation.id}, which is known and not mocked`)
        else if (match.kind === 'mistake') tally.mistake({ file, entry, line, text: match.text })
        else {
          const isOfJournal = format === 'journal' || isJournalEntry(record.raw)
          const exchange = isOfJournal ? filled(record.exchange, match.operation) : record.exchange
          const { findings, ...rest } = judgeExchange(match.operation, exchange, variants)
          const status = 'unanswered' in exchange.response ? null : exchange.response.status
          tally.judge({ file, entry, line, operation: match.operation.id, status, findings }, rest)
          copy?.write(redactedRecord[format](record, exchange, match.operation))
          copied++
        }
      }
      tally.file({ file, format, entries })
      copy?.finish()
      if (redactTo !== undefined) redacted = { file: redactTo, exchanges: copied, leftOut: entries - copied }
    } finally {
      copy?.discard()
    }
  }
  return { ...tally.report(), ...(redacted !== undefined && { redacted }) }
}

/** Whether an entry of a HAR is one of a mock's journal, as `GET /journal.har` writes it. */
function isJournalEntry(entry: unknown): boolean {
  return (entry as { _journalOf?: unknown } | null)?._journalOf === 'apps-in-toss-mock'
}

/** A journal hides what is sensitive: that is not a fault of the exchange. */
function filled(exchange: RecordedExchange, { id }: KnownOperation): RecordedExchange {
  const { request, response } = exchange
  const headers = fillRedactedRequest(id, { headers: request.headers }).headers as Record<string, string>
  const body = filledBody(request.body, (value) => fillRedactedRequest(id, { headers: {}, body: value }).body)
  const answer =
    'unanswered' in response
      ? response
      : { ...response, body: filledBody(response.body, (value) => fillRedactedResponse(id, value)) }
  return { ...exchange, request: { headers, body }, response: answer }
}

function filledBody(body: RecordedBody, fill: (value: unknown) => unknown): RecordedBody {
  return body.kind === 'json' ? { kind: 'json', value: fill(body.value) } : body
}

function invalid(message: string, fix: string): CodedError<'ERR_INVALID_OPTION'> {
  return new CodedError('ERR_INVALID_OPTION', message, { fix })
}
