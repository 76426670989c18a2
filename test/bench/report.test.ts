import { expect, test } from 'vitest'
import { median, quartiles } from '../../bench/median.js'
import { isReached, type Row, ratioOf, table } from '../../bench/report.js'

const row: Row = {
  measure: 'login-me',
  unit: 'ms',
  rounds: [150.4, 119.2, 133.6],
  beside: { name: 'bare', rounds: [99.6, 120.4, 107.3] },
  aim: { of: 'ratio', atMost: 1.2 },
}

test('a median is the middle one, or the mean of two; quartiles lie between rounds', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([4, 1, 2, 3])).toBe(2.5)
  expect(quartiles([5, 1, 2, 3, 4])).toEqual([2, 4])
  expect(median([7])).toBe(7)
})

test('the ratio is what whoever divides the two figures that are shown gets', () => {
  const [, , line = ''] = table([row]).split('\n')
  const [, , , , base, figure, ratio] = line.split('|').map((cell) => cell.trim())
  expect({ base, figure, ratio }).toEqual({ base: '107 (103–114)', figure: '134 (126–142)', ratio: '1.25' })
  expect(ratioOf(row)).toBe(134 / 107)
})

test('an aim is held against the ratio or the figure itself', () => {
  expect(isReached(row)).toBe(false)
  expect(isReached({ ...row, aim: { of: 'ratio', atLeast: 1.2 } })).toBe(true)
  expect(isReached({ ...row, aim: { of: 'figure', atMost: 133.6 } })).toBe(true)
  expect(isReached({ measure: '', unit: '', rounds: [1] })).toBeUndefined()
})
