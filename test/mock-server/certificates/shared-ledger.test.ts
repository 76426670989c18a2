import { expect, test } from 'vitest'
import { createKnownCertificates } from '../../../mock-server/toss-side/certificates/known-certificates.js'
import type { CertificateLedger } from '../../../mock-server/toss-side/certificates/ledger.js'
import { shareLedger } from '../../../mock-server/toss-side/certificates/shared-ledger.js'
import { createStore } from '../../../mock-server/world/store-of-turns.js'
import { createSharedMemory } from '../world/shared-memory-engine.js'

test('when a certificate was issued is known to all who share the world: mails of before are not sent', async () => {
  const memory = createSharedMemory()
  const own: Partial<CertificateLedger> = { stored: () => [], revocations: () => new Map() }
  const [a, b] = [0, 1].map(() => {
    const store = createStore({ seed: 's', now: () => 0, engine: memory.engine() })
    const ledger = shareLedger(own as CertificateLedger, store)
    return {
      ledger,
      store,
      known: createKnownCertificates(ledger, { refresh() {}, of: () => undefined, all: () => [] }),
    }
  })
  // By a clock that was ahead of real time.
  const record = {
    commonName: 'shop',
    serialNumber: '0A',
    fingerprint: 'AB',
    validFrom: 0,
    validTo: 9_000,
    issuedAt: 5_000,
  }
  a?.ledger.note?.(record)
  await a?.store.settled()
  await b?.store.ready()
  expect(b?.known.of('shop')).toEqual([record])
})
