import { expect, test } from 'vitest'
import type { Revocation } from '../../../ca/index.js'
import { createKnownCertificates } from '../../../mock-server/toss-side/certificates/known-certificates.js'
import type { CertificateLedger } from '../../../mock-server/toss-side/certificates/ledger.js'
import { shareLedger } from '../../../mock-server/toss-side/certificates/shared-ledger.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { createSharedMemory } from '../world/shared-memory-engine.js'

/** So many processes that share a world, and have no folder. */
function processes(count: number) {
  const memory = createSharedMemory()
  const own: Partial<CertificateLedger> = {
    stored: () => [],
    revocations: () => new Map(),
    revoke: async () => undefined,
  }
  return Array.from({ length: count }, () => {
    const store = createStore({ seed: 's', now: () => 0, engine: memory.engine() })
    const ledger = shareLedger(own as CertificateLedger, store)
    const known = () => createKnownCertificates(ledger, { refresh() {}, of: () => undefined, all: () => [] })
    return { ledger, store, known }
  })
}

// By a clock that was ahead of real time.
const record = {
  commonName: 'shop',
  serialNumber: '0A',
  fingerprint: 'AB',
  validFrom: 0,
  validTo: 9_000,
  issuedAt: 5_000,
}

test('when a certificate was issued is known to all who share the world: mails of before are not sent', async () => {
  const [a, b] = processes(2)
  a?.ledger.note?.(record, false)
  await a?.store.settled()
  await b?.store.ready()
  expect(b?.known().of('shop')).toEqual([record])
})

test('of those who revoke a certificate at once, one is the first, and the others are told of it', async () => {
  const all = processes(3)
  const revocationOf = (revokedAt: string) => ({ commonName: 'shop', serialNumber: '0A', revokedAt }) as Revocation
  const told = await Promise.all(all.map(({ ledger }, number) => ledger.revoke(revocationOf(String(number)))))
  const [first] = told.flatMap((earlier, number) => (earlier === undefined ? [revocationOf(String(number))] : []))
  expect(told.filter((earlier) => earlier === undefined)).toHaveLength(1)
  for (const { ledger, store } of all) {
    await store.ready()
    expect([...ledger.revocations().values()]).toEqual([first])
  }
  for (const earlier of told) expect(earlier ?? first).toEqual(first)
})

test('what was issued for a mini-app goes with it; the first one of a mock that may run stays', async () => {
  const [a, b] = processes(2)
  a?.ledger.note?.(record, true)
  for (const [serialNumber, commonName] of [
    ['0B', 'shop'],
    ['0C', 'test-1'],
    ['0D', 'test-2'],
  ] as const) {
    a?.ledger.note?.({ ...record, serialNumber, commonName }, false)
  }
  await a?.ledger.revoke({ commonName: 'test-1', serialNumber: '0C' } as Revocation)
  const serialNumbers = async (commonName: string) => {
    await b?.store.ready()
    return b?.ledger.stored(commonName).map((each) => each.serialNumber)
  }
  a?.ledger.forget('test-1')
  await a?.store.settled()
  expect([await serialNumbers('test-1'), await serialNumbers('test-2')]).toEqual([[], ['0D']])
  // Others were told that it is revoked.
  expect([...(b?.ledger.revocations().keys() ?? [])]).toEqual(['0C'])
  b?.ledger.forget()
  await b?.store.settled()
  expect([await serialNumbers('shop'), await serialNumbers('test-2')]).toEqual([['0A'], []])
})
