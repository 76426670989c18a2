import { afterAll, beforeAll, expect, test } from 'vitest'
import { badCertificates, inspectCertificate } from '../../../ca/index.js'
import type { CertificateView, IssuedCertificate } from '../../../mock-server/index.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'
import { meet } from './connection.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer()
})
afterAll(() => mock.close())

async function control<Answer>(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Answer }> {
  const answer = await fetch(`${mock.controlUrl}/mini-apps/shop${path}`, {
    method,
    ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Answer }
}

test('a certificate is issued, listed, renewed and revoked, and each step takes effect at once', async () => {
  const issued = await control<IssuedCertificate>('POST', '/certificates', { validDays: 20 })
  expect(issued).toMatchObject({ status: 201, body: { appName: 'shop', ca: mock.clientTls.ca } })
  const { serialNumber } = issued.body
  expect(await meet(mock, issued.body)).toMatchObject({ status: 404 })
  const listed = await control<{ certificates: CertificateView[] }>('GET', '/certificates')
  expect(listed.body.certificates).toMatchObject([
    { serialNumber, commonName: 'shop', state: 'active', daysLeft: 19, lastSeen: expect.any(String) },
  ])
  const renewed = await control<IssuedCertificate>('POST', `/certificates/${serialNumber}/renew`)
  expect(renewed.status).toBe(201)
  const revoked = await control<CertificateView>('POST', `/certificates/${serialNumber}/revoke`)
  expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked', serialNumber } })
  expect(await meet(mock, issued.body)).toMatchObject({ status: undefined })
  expect(await meet(mock, renewed.body)).toMatchObject({ status: 404 })
})

test('a POST without a body issues a certificate as it always did', async () => {
  const { status, body } = await control<IssuedCertificate>('POST', '/certificates')
  expect(status).toBe(201)
  expect(inspectCertificate(body.cert)).toMatchObject({ commonName: 'shop', daysLeft: 389 })
})

test('the list is the one of the Toss side', async () => {
  await mock.tossSide('another').certificates.issue()
  const answer = await fetch(`${mock.controlUrl}/mini-apps/another/certificates`)
  expect(await answer.json()).toEqual({ certificates: await mock.tossSide('another').certificates.list() })
})

test('what cannot be done is answered with status, code and fix', async () => {
  const { body } = await control<IssuedCertificate>('POST', '/certificates')
  const path = `/certificates/${body.serialNumber}`
  await control('POST', `${path}/revoke`)
  const answers = [
    await control('POST', `${path}/revoke`),
    await control('POST', `${path}/renew`),
    await control('POST', '/certificates/00/revoke'),
    await control('POST', '/certificates', { validDays: 0 }),
    await control('POST', '/certificates', { days: 3 }),
    await control('POST', '/bad-certificates', { kind: 'rotten' }),
  ]
  expect(answers.map(({ status }) => status)).toEqual([409, 409, 404, 400, 400, 400])
  for (const answer of answers) expect(answer.body).toMatchObject({ error: { fix: expect.any(String) } })
})

test('every kind of bad certificate is to be had', async () => {
  for (const kind of Object.keys(badCertificates)) {
    const { status, body } = await control<{ cert: string }>('POST', '/bad-certificates', { kind })
    expect(status).toBe(201)
    expect(body).toMatchObject({ kind, ca: mock.clientTls.ca, key: expect.stringContaining('PRIVATE KEY') })
    expect(inspectCertificate(body.cert).commonName).toContain('shop')
  }
})

test('the console’s mails are to be had', async () => {
  await using own = await startMockServer()
  const mails = async () => {
    const answer = await fetch(`${own.controlUrl}/mini-apps/my-mini-app/certificate-mails`)
    return ((await answer.json()) as { mails: unknown[] }).mails
  }
  expect(await mails()).toEqual([])
  own.clock.advance(385 * 86_400_000)
  expect(await mails()).toEqual(await own.toss.certificates.mails())
  expect(await mails()).toHaveLength(2)
})
