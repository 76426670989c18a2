import { sourceInWords, visibleIn } from '../contracts/index.js'
import type { TrafficReport } from '../traffic/index.js'
import { told } from './language.js'
import { type Paint, padded, wrap } from './terminal.js'

/** How many of the exchanges that are broken alike are named by their places, besides the first one. */
const placesNamed = 3

/** What was found in recorded traffic, for a person. What is broken alike is explained once. */
export function trafficInWords(found: TrafficReport, { paint, columns }: { paint: Paint; columns: number }): string {
  const report = visibleIn(found)
  const several = report.files.length > 1
  const place = ({ file, entry, line }: { file: string; entry: number; line: number }) =>
    `#${entry}${several ? ` ${file}` : ''}, ${told(`line ${line}`)}`
  const text = (indent: number, words: string) =>
    wrap(told(words), columns - indent).map((line) => ' '.repeat(indent) + line)

  const alsoAt = (others: readonly Parameters<typeof place>[0][]) => {
    if (others.length === 0) return []
    const places = others.slice(0, placesNamed).map(place)
    return text(4, `The same in ${others.length} more: ${places.join('; ')}${others.length > placesNamed ? ' …' : ''}`)
  }

  const files = report.files.map(({ file, format, entries }) => {
    return `  ${paint('bold', file)}: ${format === 'har' ? 'HAR' : told('journal')}, ${told(counted(entries, 'entry', 'entries'))}`
  })
  const broken = alike(report.broken, signature).flatMap(([exchange, ...others]) => {
    const status = exchange.status === null ? '' : `, HTTP ${exchange.status}`
    const lines = exchange.findings.flatMap(({ field, rule, expected, found, provenance }) => [
      `    ${paint('red', field)}  ${rule}`,
      ...text(6, `expected ${expected}; found ${found}`),
      ...text(6, `${told(provenance.known)}: ${told(sourceInWords(provenance))}`).map((line) => paint('gray', line)),
    ])
    return ['', `  ${paint('bold', exchange.operation)}  ${place(exchange)}${status}`, ...lines, ...alsoAt(others)]
  })
  const mistakes = alike(report.mistakes, (mistake) => mistake.text).flatMap(([mistake, ...others]) => [
    '',
    `  ${paint('bold', told('no operation'))}  ${place(mistake)}`,
    ...text(4, mistake.text),
    ...alsoAt(others),
  ])
  const more = [
    ...rest(report.brokenInAll - report.broken.length, 'that break the contract'),
    ...rest(report.mistakesInAll - report.mistakes.length, 'that are not an operation'),
  ]
  return [
    '',
    ...files,
    ...broken,
    ...mistakes,
    ...more,
    ...operationTable(report, paint),
    ...notes(report, text),
    '',
    `  ${summary(report, paint)}`,
    '',
    '',
  ].join('\n')
}

/** Groups of what has the same key, in the order of the first of each. */
function alike<Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, ...Item[]][] {
  const groups = new Map<string, [Item, ...Item[]]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups.values()]
}

/** What is wrong with an exchange, whatever item of a list it is in. */
function signature({ operation, status, findings }: TrafficReport['broken'][number]): string {
  const wrong = findings.map(({ field, rule, expected, found }) => [
    field.replace(/\[\d+\]/g, '[]'),
    rule,
    expected,
    found,
  ])
  return JSON.stringify([operation, status, wrong])
}

function operationTable({ operations }: TrafficReport, paint: Paint): string[] {
  if (operations.length === 0) return []
  const width = Math.max(...operations.map(({ operation }) => operation.length))
  const rows = operations.map(({ operation, exchanges, broken }) => {
    const count = String(broken).padStart(6)
    return `  ${padded(operation, width)}  ${String(exchanges).padStart(9)}  ${broken === 0 ? count : paint('red', count)}`
  })
  return [
    '',
    `  ${paint('gray', `${padded(told('operation'), width)}  ${told('exchanges')}  ${told('broken')}`)}`,
    ...rows,
  ]
}

function notes(report: TrafficReport, text: (indent: number, words: string) => string[]): string[] {
  const unchecked = report.unchecked.flatMap(({ what, exchanges }) =>
    text(2, `Not checked: ${what}, in ${counted(exchanges, 'exchange')}.`),
  )
  const leftOut = report.leftOut.flatMap(({ operation, field, exchanges }) =>
    text(
      2,
      `Left out: ${field} of ${operation}, in ${counted(exchanges, 'exchange')}; null was expected, and a lenient reader takes it for null.`,
    ),
  )
  const ignored = report.ignored.flatMap(({ host, entries, hint }) =>
    text(2, `Ignored: ${counted(entries, 'entry', 'entries')}, ${host}${hint === undefined ? '' : `; ${hint}`}.`),
  )
  const redacted =
    report.redacted === undefined
      ? []
      : text(
          2,
          `Redacted copy: ${report.redacted.file}, ${counted(report.redacted.exchanges, 'exchange')}; what is not an operation was left out (${report.redacted.leftOut}).`,
        )
  const lines = [...leftOut, ...unchecked, ...ignored, ...redacted]
  return lines.length === 0 ? [] : ['', ...lines]
}

function summary({ ok, operations, brokenInAll, mistakesInAll }: TrafficReport, paint: Paint): string {
  const exchanges = operations.reduce((sum, operation) => sum + operation.exchanges, 0)
  if (exchanges === 0 && mistakesInAll === 0)
    return paint('yellow', told('No exchange with the partner API was found.'))
  if (ok)
    return paint(
      'green',
      told(exchanges === 1 ? '1 exchange keeps the contract.' : `All ${exchanges} exchanges keep the contract.`),
    )
  const parts = [
    ...(brokenInAll > 0
      ? [
          told(
            `${brokenInAll} of ${counted(exchanges, 'exchange')} ${brokenInAll === 1 ? 'breaks' : 'break'} the contract`,
          ),
        ]
      : []),
    ...(mistakesInAll > 0 ? [told(`${counted(mistakesInAll, 'request')} to no operation`)] : []),
  ]
  return paint('red', `${parts.join(', ')}.`)
}

function rest(number: number, what: string): string[] {
  return number === 0 ? [] : ['', `  ${told(`… and ${number} more ${what}.`)}`]
}

function counted(number: number, word: string, words = `${word}s`): string {
  return `${number} ${number === 1 ? word : words}`
}
