// Notes what the tests of a file really drove: every mock of the process tells of each exchange and callback as it records
// it. Runs before each test file. Where a file is named as proof in evidence/evidence.json and did not show what it should,
// the file fails.
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import { writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, expect, type RunnerTask } from 'vitest'
import type { CallbackEntry, ExchangeEntry, JournalEntry } from '../../mock-server/record/journal-entries.js'
import { claimsOf, readEvidence, unprovenClaims } from './claims.js'
import { clientOfMiniApp, type Recording, type Shown, shownText } from './shown.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const channel = 'apps-in-toss-mock:journal'
const magic = / is a magic value of this mock$/

const shown = new Set<string>()
/** Exchanges that were refused without a word: of every failure that any test drives, log and journal say why. */
const unexplained = new Set<string>()
const note = (entry: unknown) => {
  const { kind, resultType, operation, errorCode, because } = entry as ExchangeEntry
  if (kind === 'exchange' && resultType !== 'SUCCESS' && !because)
    unexplained.add(`${operation} ${errorCode ?? resultType}`)
  const one = shownBy(entry as JournalEntry)
  if (one !== undefined) shown.add(shownText(one))
}

function shownBy(entry: JournalEntry): Shown | undefined {
  if (entry.kind === 'exchange') return ofExchange(entry)
  return entry.kind === 'callback' ? ofCallback(entry) : undefined
}

function ofExchange(entry: ExchangeEntry): Shown | undefined {
  const { operation, resultType, errorCode, fault, override, because, miniApp } = entry
  if (operation === null) return undefined
  // Of what a fault did to an answer only a plain FAIL is still an answer of the contract.
  if (fault !== undefined && fault.kind !== 'fail') return undefined
  // Nothing but a switch of the Toss side breaks a feature.
  const isSwitched = errorCode === 'INTERNAL_ERROR'
  const wasAsked = fault !== undefined || override !== undefined || isSwitched || magic.test(because ?? '')
  const client = clientOfMiniApp(miniApp)
  return { of: operation, outcome: errorCode ?? resultType, how: wasAsked ? 'asked' : 'world', client }
}

function ofCallback({ callback, method, delivered, request }: CallbackEntry): Shown | undefined {
  if (!delivered) return undefined
  const { eventType } = (request.body ?? {}) as { eventType?: unknown }
  return { of: callback, outcome: typeof eventType === 'string' ? eventType : method, how: 'world', client: undefined }
}

subscribe(channel, note)

// biome-ignore lint/correctness/noEmptyPattern: vitest wants the first argument taken apart
afterAll(({}, file) => {
  unsubscribe(channel, note)
  expect([...unexplained], 'was refused, and nothing says why').toEqual([])
  const path = relative(root, expect.getState().testPath ?? '').replaceAll('\\', '/')
  const { EVIDENCE_DIR } = process.env
  if (EVIDENCE_DIR !== undefined) {
    const recording: Recording = { file: path, shown: [...shown].sort() }
    writeFileSync(join(EVIDENCE_DIR, `${path.replaceAll('/', '-')}.json`), JSON.stringify(recording))
    return
  }
  const evidence = readEvidence()
  // A test that did not run, for want of a tool or because another was asked for, shows nothing.
  if (evidence === undefined || !allPassed(file.tasks)) return
  const unproven = unprovenClaims(claimsOf(evidence, path), shown)
  expect(unproven, `evidence/evidence.json takes ${path} for proof of this; run npm run evidence`).toEqual([])
})

function allPassed(tasks: readonly RunnerTask[]): boolean {
  return tasks.every((task) => (task.type === 'suite' ? allPassed(task.tasks) : task.result?.state === 'pass'))
}
