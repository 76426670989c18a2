import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  basePath,
  checkResponse,
  loadFixtures,
  type Operation,
  openApiDocument,
  operations,
} from '../../contracts/index.js'
import { hasPublicTools } from './installed.js'
import { type Prism, startPrism } from './prism.js'

const fixtures = await loadFixtures()

describe.runIf(hasPublicTools)('Stoplight Prism as a mock of the document', () => {
  let prism: Prism
  beforeAll(async () => {
    prism = await startPrism(openApiDocument({ fixtures }))
  }, 60_000)
  afterAll(() => prism.close())

  const call = (operation: Operation, prefer?: string) => {
    const { method, path, user } = operation
    const accepted = fixtures.filter((candidate) => {
      return candidate.operation === operation.id && candidate.part === 'request' && candidate.verdict === 'accept'
    })
    const fixture = accepted.find(({ id }) => id.endsWith('/request')) ?? accepted[0]
    const request = fixture?.part === 'request' ? fixture.request : {}
    const headers = {
      ...(user === 'bearer' && { authorization: 'Bearer token' }),
      ...request.headers,
      ...(prefer !== undefined && { prefer }),
    }
    return prism.call(method, path.slice(basePath.length), {
      headers,
      ...(request.body !== undefined && { body: request.body }),
    })
  }

  test.each(operations)('$id: it takes our request, and answers with our example of a success', async (operation) => {
    const { status, body, contentType, remarks } = await call(operation)
    expect(remarks).toEqual([])
    expect({ status, resultType: body.resultType }).toEqual({ status: 200, resultType: 'SUCCESS' })
    expect(checkResponse(operation.id, { status, contentType, body })).toEqual([])
  })

  test.each(operations)('$id: whatever it makes up from the schemas, the contract allows', async (operation) => {
    for (const code of [200, 400, 500]) {
      for (let round = 0; round < 15; round++) {
        const { status, body } = await call(operation, `code=${code}, dynamic=true`)
        expect(status).toBe(code)
        expect(checkResponse(operation.id, { status, body }), JSON.stringify(body)).toEqual([])
      }
    }
  })
})
