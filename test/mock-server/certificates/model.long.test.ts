import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isCodedError } from '../../../errors/index.js'
import type { CertificatesSide, IssuedCertificate } from '../../../mock-server/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { meet } from './connection.js'

const day = 86_400_000

let mock: MockServer
let runs = 0
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

/** A certificate as the model sees it. */
interface Expected {
  readonly issued: IssuedCertificate
  revoked: boolean
}

const which = fc.nat(4)
const validDays = fc.constantFrom(1, 20, 390)
const actions = fc.oneof(
  fc.record({ does: fc.constant('issue' as const), validDays }),
  fc.record({ does: fc.constant('renew' as const), validDays, which }),
  fc.record({ does: fc.constant('revoke' as const), which }),
  fc.record({ does: fc.constant('connect' as const), which, version: fc.constantFrom('TLSv1.2', 'TLSv1.3') }),
  fc.record({ does: fc.constant('advance' as const), days: fc.constantFrom(1, 13, 25, 400) }),
)
type Action = typeof actions extends fc.Arbitrary<infer Each> ? Each : never

it('whoever is neither revoked nor expired gets in, and nobody else; the list and the mails agree', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(actions, { minLength: 5, maxLength: 25, size: 'max' }), async (sequence) => {
      const { certificates } = mock.tossSide(`run-${++runs}`)
      const model: Expected[] = []
      for (const action of sequence) await take(action, certificates, model)
      await compare(certificates, model)
    }),
    { numRuns: 50 },
  )
})

const isExpired = ({ issued }: Expected) => mock.clock.now() >= Date.parse(issued.validTo)

async function take(action: Action, certificates: CertificatesSide, model: Expected[]): Promise<void> {
  if (action.does === 'advance') return mock.clock.advance(action.days * day)
  if (action.does === 'issue') {
    model.push({ issued: await certificates.issue({ validDays: action.validDays }), revoked: false })
    return
  }
  const chosen = model[action.which % Math.max(1, model.length)]
  if (chosen === undefined) return
  const { serialNumber } = chosen.issued
  if (action.does === 'connect') {
    const version = action.version as 'TLSv1.2' | 'TLSv1.3'
    const { status } = await meet(mock, chosen.issued, { version })
    expect(status).toBe(chosen.revoked || isExpired(chosen) ? undefined : 404)
    return
  }
  try {
    if (action.does === 'renew') {
      model.push({ issued: await certificates.renew(serialNumber, { validDays: action.validDays }), revoked: false })
    } else {
      await certificates.revoke(serialNumber)
    }
    expect(chosen.revoked).toBe(false)
    if (action.does === 'revoke') chosen.revoked = true
  } catch (error) {
    if (!isCodedError(error, 'ERR_CONFLICT')) throw error
    expect(chosen.revoked).toBe(true)
  }
}

async function compare(certificates: CertificatesSide, model: readonly Expected[]): Promise<void> {
  const list = await certificates.list()
  const states = Object.fromEntries(list.map(({ serialNumber, state }) => [serialNumber, state]))
  expect(states).toEqual(
    Object.fromEntries(
      model.map((each) => [
        each.issued.serialNumber,
        each.revoked ? 'revoked' : isExpired(each) ? 'expired' : 'active',
      ]),
    ),
  )
  const mails = await certificates.mails()
  const keys = mails.map(({ serialNumber, daysLeft }) => `${serialNumber} ${daysLeft}`)
  expect(new Set(keys).size).toBe(keys.length)
  for (const { sentAt } of mails) expect(Date.parse(sentAt)).toBeLessThanOrEqual(mock.clock.now())
  expect(mails.map(({ sentAt }) => sentAt)).toEqual(mails.map(({ sentAt }) => sentAt).sort())
}
