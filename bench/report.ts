import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** One measured thing. */
export interface Row {
  readonly measure: string
  readonly unit: string
  /** Of the bare server; absent where there is nothing to compare with. */
  readonly bare?: number
  readonly mock: number
  /** Of mock to bare, or of large to small; see the measure. */
  readonly ratio?: number
  readonly aim?: Aim
  /** Figures behind the row, for the JSON only. */
  readonly detail?: unknown
}

/** What is to be reached: a bound of the ratio, or of the mock's own figure. */
export type Aim = { readonly of: 'ratio' | 'mock' } & (
  | { readonly atLeast: number; readonly below?: never }
  | { readonly below: number; readonly atLeast?: never }
)

/** Whether a row's aim is reached; undefined where it has none. */
export function isReached({ aim, ratio, mock }: Row): boolean | undefined {
  if (aim === undefined) return undefined
  const figure = aim.of === 'ratio' ? (ratio ?? Number.NaN) : mock
  return aim.atLeast === undefined ? figure < aim.below : figure >= aim.atLeast
}

const verdicts = new Map([
  [true, 'reached'],
  [false, 'MISSED'],
])

const headings = ['measure', 'unit', 'bare', 'mock', 'ratio', 'aim', 'verdict'] as const

/** The rows as a table of Markdown, which also reads well in a terminal. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.measure,
    row.unit,
    figure(row.bare),
    figure(row.mock),
    row.ratio === undefined ? '' : row.ratio.toFixed(2),
    aimInWords(row),
    verdicts.get(isReached(row) as boolean) ?? '',
  ])
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => row[column]?.length ?? 0)),
  )
  const isNumber = (column: number) => column >= 2 && column <= 4
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => (isNumber(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0))).join(' | ')} |`
  const rule = `|${widths.map((width, column) => (isNumber(column) ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`
  return [line(headings), rule, ...cells.map(line)].join('\n')
}

/** Writes the rows, and where they were measured, as JSON. */
export function writeResults(path: string, rows: readonly Row[], options: object): void {
  const machine = { node: process.version, platform: process.platform, cpu: cpus()[0]?.model, cores: cpus().length }
  const results = {
    measuredAt: new Date().toISOString(),
    machine,
    options,
    rows: rows.map((row) => ({ ...row, reached: isReached(row) ?? null })),
  }
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)
}

function figure(number: number | undefined): string {
  if (number === undefined) return ''
  const digits = number >= 100 ? 0 : number >= 10 ? 1 : 2
  return number.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

function aimInWords({ aim, unit }: Row): string {
  if (aim === undefined) return ''
  const bound = aim.atLeast === undefined ? `< ${figure(aim.below)}` : `≥ ${figure(aim.atLeast)}`
  return aim.of === 'ratio' ? `ratio ${bound}` : `${bound} ${unit}`
}
