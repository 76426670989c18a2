import { expect, test } from 'vitest'
import { clientsOfEngines, clientsOfSystem, head } from './matrix.js'
import { tableOf } from './page.js'

test('the page has a row for every client that is run, with the versions that are installed, and no other', () => {
  const [title, line, ...rows] = tableOf('clients').split('\n')
  expect([title, line]).toEqual(head)
  const begins = [...clientsOfEngines, ...clientsOfSystem].map(({ runtime, client }) => `| ${runtime} | ${client} |`)
  expect(rows.map((row) => begins.find((begin) => row.startsWith(begin)))).toEqual(begins)
})

test('no row of the page has anything wrong in it', () => {
  expect(tableOf('clients')).not.toContain('**')
})
