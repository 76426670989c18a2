import { median, quartiles } from './median.js'

/** One measured thing. */
export interface Row {
  readonly measure: string
  readonly unit: string
  /** The mock's figures, one for each round. */
  readonly rounds: readonly number[]
  /** What it is compared with, and the figures of that in the same rounds. */
  readonly beside?: { readonly name: string; readonly rounds: readonly number[] }
  readonly aim?: Aim
}

/** What is to be reached: a bound of the ratio, or of the figure itself. */
export type Aim = { readonly of: 'ratio' | 'figure' } & (
  | { readonly atLeast: number; readonly atMost?: never }
  | { readonly atMost: number; readonly atLeast?: never }
)

/** The rows of one part of the benchmark, in the order of the report. */
export interface Part {
  readonly name: string
  readonly rows: readonly Row[]
}

/** The ratio of the figure to what it is compared with, unless that is 0. It is that of the two figures shown, so that a reader who divides them gets the same. */
export function ratioOf({ rounds, beside }: Row): number | undefined {
  if (beside === undefined || shown(median(beside.rounds)) === 0) return undefined
  return shown(median(rounds)) / shown(median(beside.rounds))
}

/** Whether a row's aim is reached; undefined where it has none. */
export function isReached(row: Row): boolean | undefined {
  const { aim, rounds } = row
  if (aim === undefined) return undefined
  const reached = aim.of === 'ratio' ? (ratioOf(row) ?? Number.NaN) : median(rounds)
  return aim.atLeast === undefined ? reached <= aim.atMost : reached >= aim.atLeast
}

const verdicts = new Map([
  [true, 'reached'],
  [false, 'missed'],
])

/** The rows as a table of Markdown, which also reads well in a terminal. */
export function table(rows: readonly Row[]): string {
  const headings = ['measure', 'unit', 'beside', 'its figure', 'the mock', 'ratio', 'aim', 'verdict']
  const cells = rows.map((row) => [
    row.measure,
    row.unit,
    row.beside?.name ?? '',
    withSpread(row.beside?.rounds),
    withSpread(row.rounds),
    ratioOf(row)?.toFixed(2) ?? '',
    aimInWords(row),
    verdicts.get(isReached(row) as boolean) ?? '',
  ])
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const isNumber = (column: number) => column >= 3 && column <= 5
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  return [line(headings), rule, ...cells.map(line)].join('\n')
}

/** The median, and between which figures the middle half of the rounds was. */
function withSpread(rounds: readonly number[] | undefined): string {
  if (rounds === undefined) return ''
  const [low, high] = quartiles(rounds).map(inDigits)
  const middle = inDigits(median(rounds))
  return rounds.length === 1 ? middle : `${middle} (${low}–${high})`
}

/** Three digits say what a measurement can. */
function shown(number: number): number {
  return Number(inDigits(number).replaceAll(',', ''))
}

function inDigits(number: number): string {
  const digits = number >= 100 ? 0 : number >= 10 ? 1 : 2
  return number.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

function aimInWords({ aim, unit }: Row): string {
  if (aim === undefined) return ''
  const bound = aim.atLeast === undefined ? `≤ ${aim.atMost.toLocaleString('en-US')}` : `≥ ${aim.atLeast}`
  return aim.of === 'ratio' ? `ratio ${bound}` : `${bound} ${unit}`
}
