import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

/** One measured thing. */
export interface Row {
  readonly measure: string
  readonly unit: string
  /** What the figure is compared with: the bare server's, or that of a small world. */
  readonly base?: number
  readonly figure: number
  readonly aim?: Aim
  /** Figures behind the row, for the JSON only. */
  readonly detail?: unknown
}

/** What is to be reached: a bound of the ratio, or of the figure itself. */
export type Aim = { readonly of: 'ratio' | 'figure' } & (
  | { readonly atLeast: number; readonly below?: never }
  | { readonly below: number; readonly atLeast?: never }
)

/** Of the figure to the base: of the two that are shown, so that whoever divides them gets it. */
export function ratioOf({ base, figure }: Row): number | undefined {
  return base === undefined ? undefined : figure / base
}

/** Whether a row's aim is reached; undefined where it has none. */
export function isReached(row: Row): boolean | undefined {
  const { aim, figure } = row
  if (aim === undefined) return undefined
  const reached = aim.of === 'ratio' ? (ratioOf(row) ?? Number.NaN) : figure
  return aim.atLeast === undefined ? reached < aim.below : reached >= aim.atLeast
}

const verdicts = new Map([
  [true, 'reached'],
  [false, 'MISSED'],
])

/** The rows as a table of Markdown, which also reads well in a terminal. `base` and `figure` are named by the caller. */
export function table(rows: readonly Row[], [base, figure]: readonly [base: string, figure: string]): string {
  const headings = ['measure', 'unit', base, figure, 'ratio', 'aim', 'verdict']
  const cells = rows.map((row) => [
    row.measure,
    row.unit,
    inDigits(row.base),
    inDigits(row.figure),
    ratioOf(row)?.toFixed(2) ?? '',
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
    rows: rows.map((row) => ({ ...row, ratio: ratioOf(row) ?? null, reached: isReached(row) ?? null })),
  }
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)
}

function inDigits(number: number | undefined): string {
  if (number === undefined) return ''
  const digits = number >= 100 ? 0 : number >= 10 ? 1 : 2
  return number.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits })
}

function aimInWords({ aim, unit }: Row): string {
  if (aim === undefined) return ''
  const bound = aim.atLeast === undefined ? `< ${inDigits(aim.below)}` : `≥ ${inDigits(aim.atLeast)}`
  return aim.of === 'ratio' ? `ratio ${bound}` : `${bound} ${unit}`
}
