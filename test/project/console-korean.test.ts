import { expect, test } from 'vitest'
import { koreanCommands } from '../../console/language/korean-commands.js'
import { koreanTexts } from '../../console/language/korean-texts.js'
import { controlOpenApiDocument } from '../../mock-server/control/openapi.js'
import { scenarios } from '../../mock-server/partner-side/faults/scenarios.js'

const { paths = {}, tags = [] } = controlOpenApiDocument('http://127.0.0.1')
const operations = Object.values(paths).flatMap((methods) => Object.values(methods as Record<string, Described>))

interface Described {
  readonly operationId: string
  readonly parameters?: unknown
  readonly requestBody?: unknown
}

function* descriptions(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'description' && typeof inner === 'string') yield inner
    else yield* descriptions(inner)
  }
}

test('the console has a Korean name for every command: console/language/korean-commands.ts', () => {
  expect(operations.map(({ operationId }) => operationId).filter((id) => koreanCommands[id] === undefined)).toEqual([])
})

test('and Korean for every description of a field, group and scenario: console/language/korean-texts.ts', () => {
  const texts = [
    ...operations.flatMap(({ parameters, requestBody }) => [...descriptions(parameters), ...descriptions(requestBody)]),
    ...tags.map(({ description = '' }) => description),
    ...Object.values(scenarios).map(({ text }) => text),
  ]
  expect([...new Set(texts)].filter((text) => koreanTexts[text] === undefined)).toEqual([])
})
