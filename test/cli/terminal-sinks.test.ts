import { expect, test, vi } from 'vitest'
import { diffInWords } from '../../cli/diff-report.js'
import { reportInWords as doctorInWords, reportAsJson } from '../../cli/doctor/report.js'
import { reportFailure } from '../../cli/failure.js'
import { summaryInWords } from '../../cli/run/summary.js'
import { createTally } from '../../cli/run/tally.js'
import { trafficInWords } from '../../cli/traffic-report.js'
import { visibleLines } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import type { TrafficReport } from '../../traffic/index.js'

/** What somebody else chose: a common name, an error code, a file name. */
const hostile = 'shop\u001b[2J\u001b]0;title\u0007\u009b31m\u202e\rno problem found'
const look = { paint: (_style: unknown, text: string) => text, columns: 80 }
const provenance = { known: 'assumed', source: hostile, date: '2026-11-21' } as const

const written: Record<string, () => string> = {
  'the summary of run': () => {
    const tally = createTally()
    tally.count({
      id: 1,
      at: '',
      kind: 'exchange',
      miniApp: hostile,
      connection: { id: 1, serialNumber: hostile },
      operation: null,
      method: 'GET',
      path: `/${hostile}`,
      status: 404,
      resultType: 'FAIL',
      errorCode: hostile,
      because: hostile,
      milliseconds: 1,
      request: { headers: {}, body: undefined },
      response: { body: undefined },
      violations: [],
    })
    tally.count({
      id: 2,
      at: '',
      kind: 'handshake-refusal',
      reason: 'expired',
      message: hostile,
      fix: hostile,
      times: 1,
    })
    return summaryInWords(tally, look)
  },
  'the findings of doctor': () =>
    doctorInWords(
      { baseUrl: { value: `https://${hostile}`, from: '--base-url' } } as never,
      [{ check: 'api', status: 'problem', text: hostile, fix: hostile }],
      look,
    ),
  'the findings of doctor as JSON': () =>
    reportAsJson({ baseUrl: undefined } as never, [{ check: 'api', status: 'ok', text: hostile }]),
  'the report of check': () =>
    trafficInWords(
      {
        ok: false,
        files: [{ file: hostile, format: 'har', entries: 1 }],
        operations: [],
        broken: [
          {
            file: hostile,
            entry: 1,
            line: 1,
            operation: 'login.loginMe',
            status: 200,
            findings: [
              {
                operation: 'login.loginMe',
                field: hostile,
                rule: hostile,
                expected: hostile,
                found: hostile,
                provenance,
              },
            ],
          },
        ],
        brokenInAll: 1,
        mistakes: [{ file: hostile, entry: 1, line: 1, text: hostile }],
        mistakesInAll: 1,
        leftOut: [],
        unchecked: [{ what: hostile, exchanges: 1 }],
        ignored: [{ host: hostile, entries: 1 }],
      } as unknown as TrafficReport,
      look,
    ),
  'contract diff': () =>
    diffInWords(
      {
        changes: [{ rule: hostile, effect: 'breaking', operation: hostile, field: hostile, text: hostile }],
        counts: { breaking: 1, compatible: 0, info: 0 },
      } as never,
      look,
    ),
  'an error': () => {
    let told = ''
    const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told += text
      return true
    })
    reportFailure(new CodedError('ERR_TRAFFIC_FILE', hostile, { fix: hostile }))
    reportFailure(new Error(hostile))
    write.mockRestore()
    return told
  },
}

test.each(Object.entries(written))(
  '%s shows what somebody else chose, and the terminal does nothing of it',
  (_name, write) => {
    const text = write()
    expect(text).toContain('\\u001b[2J')
    expect(visibleLines(text)).toBe(text)
  },
)
