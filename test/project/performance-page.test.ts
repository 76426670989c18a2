import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ratioOf } from '../../bench/report.js'

const page = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8')
const figure = (cell: string | undefined) => (cell?.trim() ? Number(cell.replaceAll(',', '')) : undefined)
const rows = page.split('\n').flatMap((line) => {
  const [, measure = '', base, measured, ratio] = line.split('|')
  const [first, second, third] = [base, measured, ratio].map(figure)
  return first && second && third ? [{ measure: measure.trim(), first, second, ratio: third }] : []
})

test.each(rows)('docs/performance.md: $measure: the ratio is what its two figures give', ({ first, second, ratio }) => {
  const digits = String(ratio).split('.')[1]?.length ?? 0
  expect((ratioOf({ measure: '', unit: '', base: first, figure: second }) as number).toFixed(digits)).toBe(
    ratio.toFixed(digits),
  )
})

test('docs/performance.md has ratios', () => {
  expect(rows.length).toBeGreaterThan(5)
})
