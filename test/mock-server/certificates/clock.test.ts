import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { startMockServer } from '../../../mock-server/index.js'
import { keepOpen, meet, refusalsDuring, versions } from './connection.js'

const day = 86_400_000

describe.each(versions)('over %s', (version) => {
  test('a certificate that has expired on the mock’s clock is refused, also with an earlier session', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { session } = await meet(mock, mock.clientTls, { version })
    mock.clock.advance(389 * day)
    const again = await meet(mock, mock.clientTls, { version, session })
    expect(again).toMatchObject({ status: 404, resumed: true })
    mock.clock.advance(day)
    for (const offered of [undefined, again.session ?? session]) {
      const { result, refusals } = await refusalsDuring(mock, () =>
        meet(mock, mock.clientTls, { version, session: offered }),
      )
      expect(result.status).toBeUndefined()
      expect(refusals).toMatchObject([
        { reason: 'expired', protocol: version, certificate: { commonName: 'my-mini-app' } },
      ])
      expect(refusals[0]?.message).toContain('on the clock of this mock')
      expect(refusals[0]?.fix).toContain('mock.toss.certificates.renew(serialNumber)')
    }
    expect(await mock.toss.certificates.list()).toMatchObject([{ state: 'expired', daysLeft: -1 }])
  })

  test('a certificate that expires in real time is refused in a session from before, which OpenSSL resumes', async () => {
    const real = Date.now
    const clock = vi.spyOn(Date, 'now').mockImplementation(real)
    onTestFinished(() => clock.mockRestore())
    // Behind real time, where the certificate is still good: only real time can refuse it.
    const world = { clock: { aheadBySeconds: -400 * 86_400 } }
    await using mock = await startMockServer({ controlPort: false, world })
    const { session } = await meet(mock, mock.clientTls, { version })
    clock.mockImplementation(() => real() + 389 * day)
    const again = await meet(mock, mock.clientTls, { version, session })
    expect(again).toMatchObject({ status: 404, resumed: true })
    clock.mockImplementation(() => real() + 391 * day)
    const { result, refusals } = await refusalsDuring(mock, () =>
      meet(mock, mock.clientTls, { version, session: again.session ?? session }),
    )
    expect(result.status).toBeUndefined()
    expect(refusals).toMatchObject([{ reason: 'expired', certificate: { commonName: 'my-mini-app' } }])
    expect(refusals[0]?.message).not.toContain('on the clock of this mock')
  })

  test('moving the clock past its end closes its open connections', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const long = await mock.toss.certificates.issue({ validDays: 1000 })
    const [expires, stays] = [await keepOpen(mock, mock.clientTls, version), await keepOpen(mock, long, version)]
    for (const connection of [expires, stays]) expect(await connection.ask()).toBe(404)
    mock.clock.advance(390 * day)
    await expires.closed
    expect(await stays.ask()).toBe(404)
    stays.socket.destroy()
  })
})

test('where OpenSSL has something against a certificate as well, its reason counts', async () => {
  await using mock = await startMockServer({ controlPort: false })
  const foreign = await mock.toss.certificates.bad('unknown-authority')
  mock.clock.advance(400 * day)
  const { refusals } = await refusalsDuring(mock, () => meet(mock, foreign))
  expect(refusals).toMatchObject([{ reason: 'unknown-authority' }])
})

test('a certificate that is issued on a clock far ahead is valid there, and its days are counted there', async () => {
  await using mock = await startMockServer({ controlPort: false })
  mock.clock.advance(1000 * day)
  const [main] = await mock.toss.certificates.list()
  expect(main).toMatchObject({ state: 'expired' })
  const successor = await mock.toss.certificates.renew(main?.serialNumber as string)
  expect(await meet(mock, successor)).toMatchObject({ status: 404 })
  expect((await mock.toss.certificates.list())[1]).toMatchObject({ state: 'active', daysLeft: 389 })
  expect(await meet(mock, await mock.issueCertificate('another-app'))).toMatchObject({ status: 404 })
})

test.each([
  ['ahead', '2095-01-01T00:00:00Z'],
  ['behind', '2020-01-01T00:00:00Z'],
])('a mock whose seed begins with a clock far %s has certificates that work', async (_where, instant) => {
  await using mock = await startMockServer({ controlPort: false, world: { clock: { instant, frozen: true } } })
  expect(await meet(mock, mock.clientTls)).toMatchObject({ status: 404 })
  const pair = await mock.toss.certificates.issue({ validDays: 3 })
  expect(await meet(mock, pair)).toMatchObject({ status: 404 })
})

describe('the end of the clock', () => {
  const far = Date.UTC(9900, 0, 1)

  test('is refused to be passed, and the mock goes on as before', async () => {
    await using mock = await startMockServer()
    const { aheadBy } = mock.clock.state
    for (const move of [
      () => mock.clock.advance(8_640_000_000_000_000),
      () => mock.clock.advance(Number.MAX_SAFE_INTEGER),
      () => mock.clock.advance(far - Date.now() + day),
      () => mock.clock.set(new Date(far + 1)),
      () => mock.clock.set(new Date(8_640_000_000_000_000)),
    ]) {
      expect(move).toThrow(expect.objectContaining({ code: 'ERR_INVALID_OPTION' }))
    }
    for (const seconds of [1e300, 8.64e12, 9e12]) {
      const answer = await fetch(`${mock.controlUrl}/clock/advance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ seconds }),
      })
      expect(answer.status).toBe(400)
    }
    expect(mock.clock.state.aheadBy).toBe(aheadBy)
    expect(await meet(mock, mock.clientTls)).toMatchObject({ status: 404 })
  })

  test('is far enough from what a certificate can say for every certificate to be issued there', async () => {
    await using mock = await startMockServer({ controlPort: false })
    mock.clock.freeze()
    mock.clock.set(new Date(far))
    const issued = await mock.toss.certificates.issue({ validDays: 36_500 })
    expect(issued.validTo).toMatch(/^9999-/)
    expect(await meet(mock, issued)).toMatchObject({ status: 404 })
    expect(await meet(mock, mock.clientTls)).toMatchObject({ status: undefined })
    expect((await mock.toss.certificates.list()).map(({ state }) => state)).toEqual(['expired', 'active'])
  })

  test.each([
    [
      { instant: '9999-12-31T00:00:00Z' },
      /clock\.instant: 9999-12-31T00:00:00Z is not between 1970-01-01 and 9900-01-01/,
    ],
    [{ instant: '1969-12-31T00:00:00Z' }, /is not between 1970/],
    [{ aheadBySeconds: -3_000_000_000 }, /clock\.aheadBySeconds: the instant is not between 1970/],
  ])('holds for a seed as well: %j', async (clock, message) => {
    await expect(startMockServer({ controlPort: false, world: { clock } })).rejects.toThrow(message)
  })
})

describe('the console’s mails', () => {
  test('come 30, 7 and 1 day before the end, each once', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { certificates } = mock.toss
    const [main] = await certificates.list()
    const validTo = Date.parse(main?.validTo as string)
    const daysOfMails = async () => (await certificates.mails()).map(({ daysLeft }) => daysLeft)
    mock.clock.freeze()
    mock.clock.set(new Date(validTo - 30 * day - 1))
    expect(await daysOfMails()).toEqual([])
    mock.clock.advance(1)
    expect(await daysOfMails()).toEqual([30])
    expect(await certificates.mails()).toEqual([
      {
        commonName: 'my-mini-app',
        serialNumber: main?.serialNumber,
        daysLeft: 30,
        sentAt: new Date(validTo - 30 * day).toISOString(),
        expiresAt: main?.validTo,
        subject: 'The mTLS certificate of my-mini-app expires in 30 days',
        text: expect.stringContaining(String(main?.serialNumber)),
      },
    ])
    mock.clock.advance(23 * day)
    expect(await daysOfMails()).toEqual([30, 7])
    mock.clock.advance(500 * day)
    expect(await daysOfMails()).toEqual([30, 7, 1])
  })

  test('are not sent for a moment before a certificate was issued or after it was revoked', async () => {
    await using mock = await startMockServer({ controlPort: false })
    const { certificates } = mock.tossSide('short-lived')
    const { serialNumber } = await certificates.issue({ validDays: 20 })
    expect(await certificates.mails()).toEqual([])
    mock.clock.advance(14 * day)
    expect(await certificates.mails()).toMatchObject([{ daysLeft: 7 }])
    await certificates.revoke(serialNumber)
    mock.clock.advance(30 * day)
    expect(await certificates.mails()).toMatchObject([{ daysLeft: 7 }])
  })

  test('are in Korean where the mock is', async () => {
    await using mock = await startMockServer({ controlPort: false, lang: 'ko' })
    mock.clock.advance(389 * day)
    const mails = await mock.toss.certificates.mails()
    expect(mails.map(({ subject }) => subject)).toEqual([
      'my-mini-app의 mTLS 인증서가 30일 뒤에 만료돼요',
      'my-mini-app의 mTLS 인증서가 7일 뒤에 만료돼요',
      'my-mini-app의 mTLS 인증서가 1일 뒤에 만료돼요',
    ])
  })
})
