import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { visibleLines } from '../../contracts/index.js'
import { createExchangeRecorder } from '../../mock-server/partner-side/exchange-record.js'
import { createJournal } from '../../mock-server/record/journal.js'
import type { ExchangeEntry } from '../../mock-server/record/journal-entries.js'
import { createLog, type LogFormat } from '../../mock-server/record/log.js'

/** A log, and the lines that were written to it. */
function listen(format: LogFormat) {
  const stream = new PassThrough()
  const log = createLog({ level: 'debug', format, stream })
  return { log, written: () => String(stream.read() ?? '') }
}

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhIn0.c2lnbmF0dXJl'
const hostile = `CN=shop\n12:00:00 ERROR: forged\r\u001b[2J\u009b31m\u202e ${jwt}`

test.each(['pretty', 'json'] as const)(
  'a line of the %s log stays one, whatever is quoted in it, and holds no token',
  (format) => {
    const { log, written } = listen(format)
    log.warn({ commonName: hostile }, `refused: ${hostile}`)
    log.error(`${hostile}`)
    const text = written()
    expect(text.trimEnd().split(/[\n\r\u2028\u2029]/)).toHaveLength(2)
    expect(visibleLines(text)).toBe(text)
    expect(text).not.toContain(jwt)
    expect(text).toContain('forged')
    if (format === 'json') for (const line of text.trimEnd().split('\n')) JSON.parse(line)
  },
)

test.each([true, false])(
  'a token or a name in path and query is in no log line; with redact %s as the journal says',
  (redact) => {
    const { log, written } = listen('json')
    const journal = createJournal({ size: 5, now: () => 0 })
    const recorder = createExchangeRecorder({ journal, log, redact })
    const secrets = ['aSecretToken123456', '%EA%B9%80', jwt]
    const url = `/api-partner/v1/refresh-token/${secrets[0]}?name=${secrets[1]}&accessToken=${jwt}`
    const request = { miniApp: 'a', connection: { id: 7, serialNumber: '0A' }, method: 'GET', url, headers: {} }
    recorder.unmatched(request, { status: 404, body: {}, resultType: 'FAIL', because: 'no operation is near' })
    const [entry] = journal.exchanges() as [ExchangeEntry]
    expect(entry.connection).toEqual({ id: 7, serialNumber: '0A' })
    const line = written()
    for (const secret of secrets) {
      expect(line).not.toContain(secret)
      expect(entry.path.includes(secret)).toBe(!redact)
    }
    expect(line).toContain('/api-partner/v1/refresh-token/[redacted 18 chars]')
  },
)
