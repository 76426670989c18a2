import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkResponse, type Operation, operations } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { hasTool } from '../tools.js'
import { drivers } from './drivers.js'
import { type Exchange, tellStory } from './story.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false, journalSize: 0 })
})
afterAll(() => mock.close())

describe.each(Object.entries(drivers))('%s', (name, { drive, tool }) => {
  test.runIf(tool === undefined || hasTool(tool))('makes every call, and understands every failure', async () => {
    // The evidence tells by the name of the mini-app which client library it was.
    const told = await tellStory(mock, `by-${name}`, drive)

    expect(told.map(outcomeOf)).toEqual(told.map(({ call, expected }) => `${call.operation}: ${expected}`))
    for (const { call, received } of told) {
      const { answer } = received
      if (answer !== undefined) expect(checkResponse(call.operation, answer), call.operation).toEqual([])
    }
    for (const { id, failures } of operations as readonly Operation[]) {
      const own = told.filter(({ call }) => call.operation === id).map(({ received }) => received.outcome)
      expect(new Set(own), id).toEqual(new Set(['SUCCESS', ...failures.map(({ code }) => code)]))
    }
  })
})

const outcomeOf = ({ call, received }: Exchange) => `${call.operation}: ${received.outcome}`
