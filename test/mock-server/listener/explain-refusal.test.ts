import type { PeerCertificate, TLSSocket } from 'node:tls'
import { expect, test } from 'vitest'
import { explainRefusal } from '../../../mock-server/partner-side/listener/explain-refusal.js'

test('a refused certificate whose issuer has no common name is told by the organisation', () => {
  const certificate = {
    subject: { O: 'a library' },
    issuer: { O: 'a library' },
    serialNumber: '01',
    valid_from: 'Jan  1 00:00:00 2026 GMT',
    valid_to: 'Jan  1 00:00:00 2036 GMT',
  } as unknown as PeerCertificate
  const socket = { authorizationError: 'DEPTH_ZERO_SELF_SIGNED_CERT' } as unknown as TLSSocket
  const refusal = explainRefusal(new Error(), socket, {
    seen: { certificate, protocol: 'TLSv1.3', objection: undefined },
    language: 'en',
    hasBadServerCertificate: false,
    bytesRead: 300,
  })
  expect(refusal).toMatchObject({ reason: 'unknown-authority', certificate: { commonName: '', issuer: 'a library' } })
  expect(refusal.message).toContain('CN=, issued by a library, serial 01')
})
