import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { currentEvidence } from '../../scripts/evidence/current.js'
import { type Evidence, type EvidenceRow, requiredClients } from '../../scripts/evidence/evidence.js'
import { missingProof } from '../../scripts/evidence/missing-proof.js'
import { onlyAskedReasons } from '../../scripts/evidence/only-asked.js'
import { safelyVerified } from '../../scripts/evidence/safely-verified.js'
import { isRepeatable, recordedFolders } from '../../scripts/evidence/what-counts-as-proof.js'
import { drivers } from '../clients/drivers.js'
import { claimsOf, readEvidence, unprovenClaims } from './claims.js'
import { shownText } from './shown.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const evidence = readEvidence() as Evidence
const subjects = [...Object.entries(evidence.operations), ...Object.entries(evidence.callbacks)]
const rows = subjects.flatMap(([of, { outcomes }]) => outcomes.map((row) => ({ of, row })))
const testsOf = ({ socketTests, clients }: EvidenceRow) =>
  [socketTests.world, socketTests.asked, Object.keys(clients)].flat()
const namedTests = [...new Set(rows.flatMap(({ row }) => testsOf(row)))]

describe('evidence/evidence.json', () => {
  // That it is what the code says is compared with every other generated file, in test/project/generated-pages.test.ts.

  test('has proof for every row: schema, fixtures, provenance, handler, socket test, client method, client libraries', () => {
    expect(missingProof(evidence)).toEqual([])
    expect(rows.length).toBeGreaterThan(150)
  })

  test('names tests that are there, are recorded, and drive the same in every run', () => {
    for (const test of namedTests) {
      expect(existsSync(join(root, test)), test).toBe(true)
      expect(
        recordedFolders.some((folder) => test.startsWith(folder)),
        test,
      ).toBe(true)
      expect(isRepeatable(test), test).toBe(true)
    }
  })

  test('gives a reason for what only a fault or a prepared answer brings about, and only for that', () => {
    const onlyAsked = rows.filter(({ row }) => row.socketTests.world.length === 0)
    expect(onlyAsked.map(({ of, row }) => `${of} ${row.outcome}`).sort()).toEqual(Object.keys(onlyAskedReasons).sort())
  })

  test('asks for every client library of the matrix', () => {
    expect(Object.keys(drivers).sort()).toEqual([...requiredClients])
  })

  test('tells of verify what its safe set shows', async () => {
    expect(evidence.safelyVerified).toEqual(await safelyVerified())
  })
})

describe('a claim without proof', () => {
  const file = 'test/clients/matrix.long.test.ts'
  const claims = claimsOf(evidence, file)

  test('is noticed when the test no longer shows it', () => {
    const shown = new Set(claims.filter(({ client }) => client !== undefined).map(shownText))
    expect(claims.length).toBeGreaterThan(1_000)
    expect(unprovenClaims(claims, shown)).toEqual([])

    shown.delete('pay.makePayment PAYMENT_EXISTING_PAYMENT asked curl')
    for (const text of [...shown]) if (text.startsWith('login.loginMe SUCCESS')) shown.delete(text)
    const unproven = unprovenClaims(claims, shown)
    expect(unproven).toContain('pay.makePayment PAYMENT_EXISTING_PAYMENT (asked, by curl)')
    expect(unproven.filter((text) => text.startsWith('login.loginMe SUCCESS'))).not.toEqual([])
  })

  test('is noticed when the row loses it', () => {
    const [operation, subject] = Object.entries(evidence.operations)[0] as [string, Evidence['operations'][string]]
    const changed = (row: Partial<EvidenceRow>): Evidence => {
      const [first, ...others] = subject.outcomes as [EvidenceRow, ...EvidenceRow[]]
      const outcomes = [{ ...first, ...row }, ...others]
      return { ...evidence, operations: { ...evidence.operations, [operation]: { ...subject, outcomes } } }
    }
    const lacks = (row: Partial<EvidenceRow>) => missingProof(changed(row)).join('\n')
    expect(lacks({ fixtures: [] })).toContain('SUCCESS: no fixture shows it')
    expect(lacks({ socketTests: { world: [], asked: [] } })).toContain('SUCCESS: no test drives it over a socket')
    expect(lacks({ socketTests: { world: [], asked: [file] } })).toContain('no reason is given')
    expect(lacks({ clients: {} })).toContain('SUCCESS: curl never received it')
  })
})

test('a test that is gone is no proof: the evidence is stale then', () => {
  const [row] = currentEvidence().operations['login.loginMe']?.outcomes ?? []
  for (const test of testsOf(row as EvidenceRow)) expect(existsSync(join(root, test))).toBe(true)
})
