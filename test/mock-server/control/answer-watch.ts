// Holds every answer that a control port in this process sends to control.openapi.json: what is required is there, and nothing else
// than what is described. Runs before each test file, whatever it is about; the file fails where an answer does not fit.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { afterAll, expect } from 'vitest'
import type { SentAnswer } from '../../../mock-server/control/server.js'

const channel = 'apps-in-toss-mock:control-answer'

type Schemas = typeof import('./answer-schemas.js')

const faults = new Set<string>()
/** Loaded with the first answer: most files have none. */
let loading: Promise<Schemas> | undefined
let schemas: Schemas | undefined
const waiting: SentAnswer[] = []

function watch(sent: unknown): void {
  loading ??= load()
  if (schemas === undefined) waiting.push(sent as SentAnswer)
  else judge(schemas, sent as SentAnswer)
}

async function load(): Promise<Schemas> {
  schemas = await import('./answer-schemas.js')
  for (const sent of waiting) judge(schemas, sent)
  return schemas
}

function judge({ answerFaults }: Schemas, sent: SentAnswer): void {
  for (const fault of answerFaults(sent)) faults.add(fault)
}

subscribe(channel, watch)
afterAll(async () => {
  unsubscribe(channel, watch)
  await loading
  expect([...faults], 'answers of the control port that control.openapi.json does not describe').toEqual([])
})
