import { groupOf, nameOf, type Report, type Result, type SafePlan } from '../../verify/index.js'
import { told } from '../language.js'
import { atRight, type Paint, padded, wrapWide as wrap } from '../terminal.js'

/** How a report is written for people. */
export interface Look {
  readonly paint: Paint
  readonly columns: number
  /** Every behaviour in a line, besides the sums. */
  readonly verbose?: boolean
}

const outcomes = ['as the contract says', 'differs', 'not checked'] as const
const margin = '  '

/** The report for a person at a terminal: sums, findings, assumptions, variants, and why the rest was not checked. */
export function reportInWords(report: Report, look: Look): string {
  const { paint } = look
  const { baseUrl, payBaseUrl, counts, cutShort, findings, seconds } = report
  const target = payBaseUrl === baseUrl ? baseUrl : `${baseUrl}, ${payBaseUrl}`
  const verdict =
    findings.length === 0
      ? paint('green', told('No differences.'))
      : paint(
          'red',
          told(`${findings.length} finding${findings.length === 1 ? '' : 's'}, in ${counts.differs} behaviours.`),
        )
  const lines = [
    '',
    ...indent(wrap(told(`Verified ${target}, ${seconds} s`), look.columns - 2), margin),
    '',
    ...sums(report.results, look),
    ...(look.verbose ? ['', ...everyBehaviour(report.results, look)] : []),
    '',
    ...findings.flatMap((finding, index) => [...describeFinding(finding, index, look), '']),
    ...assumptions(report, look),
    ...variants(report, look),
    ...unchecked(report.results, look),
    ...(cutShort === undefined
      ? []
      : [...indent(wrap(told(`It was cut short: ${cutShort}.`), look.columns - 2), margin), '']),
    `${margin}${verdict}`,
    '',
  ]
  return `${lines.join('\n')}\n`
}

/** What `--plan` prints: each request, and why it does no harm. */
export function planInWords({ handshakes, probes, requests }: SafePlan, { paint, columns }: Look): string {
  const entries = [
    ...probes.map(({ request, sends, harmless }) => {
      const what = request.operation ?? request.path ?? ''
      return { what: request.method === undefined ? what : `${request.method} ${what}`, sends, harmless }
    }),
    ...handshakes.map(({ url, sends, harmless }) => ({ what: `handshake ${new URL(url).host}`, sends, harmless })),
  ]
  const lines = entries.flatMap(({ what, sends, harmless }, index) => [
    `${String(index + 1).padStart(4)}  ${paint('bold', what)}`,
    ...indent(wrap(told(sends), columns - 6), ' '.repeat(6)),
    ...indent(wrap(told(`harmless: ${harmless}`), columns - 6), ' '.repeat(6)).map((line) => paint('gray', line)),
  ])
  const last = `${requests} at most, two repetitions after a lost connection included. Nothing was sent now.`
  return `${[...lines, '', ...wrap(told(last), columns)].join('\n')}\n`
}

function sums(results: readonly Result[], { paint, columns }: Look): string[] {
  const groups = [...new Set(results.map(groupOf))]
  const widths = [9, 9, 13]
  const wide = columns - margin.length - widths.reduce((sum, width) => sum + width, 0)
  const row = (name: string, cells: readonly string[]) =>
    `${margin}${padded(name.slice(0, wide), wide)}${cells.map((cell, index) => atRight(cell, widths[index] as number)).join('')}`
  const countOf = (of: readonly Result[]) =>
    outcomes.map((outcome) => of.filter((one) => one.outcome === outcome).length)
  const numbers = (counts: readonly number[]) => counts.map((count) => (count === 0 ? '·' : String(count)))
  return [
    paint('bold', row('', ['as said', 'differs', 'not checked'].map(told))),
    ...groups.map((group) => {
      const counts = countOf(results.filter((result) => groupOf(result) === group))
      const line = row(group, numbers(counts))
      return counts[1] === 0 ? line : paint('red', line)
    }),
    paint('bold', row(told('together'), numbers(countOf(results)))),
  ]
}

function everyBehaviour(results: readonly Result[], { paint, columns }: Look): string[] {
  return results.flatMap((result) => {
    const { id, outcome, seen, reason, differences } = result
    const all =
      outcome === 'differs'
        ? differences.map(({ expected, got }) => told(`expected ${expected}, got ${got}`))
        : outcome === 'not checked'
          ? [told(reason ?? '')]
          : seen.slice(0, 1).map(told)
    const style = outcome === 'differs' ? 'red' : outcome === 'not checked' ? 'gray' : 'green'
    return [
      `${margin}${id}`,
      ...indent(wrap(`${told(outcome)}: ${all.join('; ')}`, columns - 6), ' '.repeat(6)).map((line) =>
        paint(style, line),
      ),
    ]
  })
}

function describeFinding(finding: Report['findings'][number], index: number, { paint, columns }: Look): string[] {
  const { field, rule, expected, got, behaviours } = finding
  const shown = behaviours.slice(0, 6).join(', ')
  const rest = behaviours.length > 6 ? ` ${told(`and ${behaviours.length - 6} more`)}` : ''
  const row = (label: string, text: string) => {
    const [first = '', ...more] = wrap(told(text), columns - 16)
    return [`      ${padded(told(label), 10)}${first}`, ...indent(more, ' '.repeat(16))]
  }
  return [
    `${String(index + 1).padStart(4)}  ${paint('red', field)} (${rule})`,
    ...row('expected', expected),
    ...row('got', got),
    ...row('seen in', shown + rest),
  ]
}

/** What is assumed in the same words, and was judged alike, stands there once. */
function assumptions({ assumptionsSeen }: Report, { paint, columns }: Look): string[] {
  if (assumptionsSeen.length === 0) return []
  const alike = new Map<string, Report['assumptionsSeen'][number][]>()
  for (const one of assumptionsSeen) {
    const key = `${one.verdict} ${one.assumed}`
    alike.set(key, [...(alike.get(key) ?? []), one])
  }
  const bodies = [...alike.values()].flatMap((all) => {
    const [{ assumed, source, verdict }] = all as [Report['assumptionsSeen'][number]]
    const seen = [...new Set(all.flatMap((one) => one.seen))].slice(0, 2)
    return [
      ...indent(wrap(all.map(({ id }) => id).join(', '), columns - 2), margin),
      ...indent(wrap(`${told('assumed')}: ${told(assumed)}`, columns - 6), ' '.repeat(6)).map((line) =>
        paint('gray', line),
      ),
      ...indent(wrap(`${told('source')}: ${told(source)}`, columns - 6), ' '.repeat(6)).map((line) =>
        paint('gray', line),
      ),
      ...seen.flatMap((line) => indent(wrap(`${told('seen')}: ${told(line)}`, columns - 6), ' '.repeat(6))),
      `      ${paint(verdict === 'as assumed' ? 'green' : 'yellow', told(verdict))}`,
    ]
  })
  return [`${margin}${paint('bold', `${told('Assumptions seen')} (${assumptionsSeen.length})`)}`, ...bodies, '']
}

function variants({ variantsSeen }: Report, { paint, columns }: Look): string[] {
  const rows = variantsSeen.flatMap(({ id, default: usual, options }) => {
    const shown = Object.entries(options).map(([option, where]) => {
      return `${option}${option === usual ? ` (${told('default')})` : ''}: ${where.join(', ')}`
    })
    const text = shown.length === 0 ? told('not seen') : shown.join('; ')
    return [`${margin}${id}`, ...indent(wrap(text, columns - 6), ' '.repeat(6))]
  })
  return [`${margin}${paint('bold', told('Variants'))}`, ...rows, '']
}

function unchecked(results: readonly Result[], { paint, columns }: Look): string[] {
  const left = results.filter(({ outcome }) => outcome === 'not checked')
  if (left.length === 0) return []
  const byReason = new Map<string, string[]>()
  for (const result of left) {
    const reason = result.reason ?? ''
    byReason.set(reason, [...(byReason.get(reason) ?? []), `${groupOf(result)}/${nameOf(result)}`])
  }
  const rows = [...byReason].flatMap(([reason, ids]) => [
    ...indent(wrap(`${ids.length}: ${told(reason)}`, columns - 2), margin),
    ...indent(wrap(ids.join(', '), columns - 6), ' '.repeat(6)).map((line) => paint('gray', line)),
  ])
  return [`${margin}${paint('bold', `${told('Not checked')} (${left.length})`)}`, ...rows, '']
}

function indent(lines: readonly string[], by: string): string[] {
  return lines.map((line) => by + line)
}
