import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Browser, hasBrowser, openBrowser } from './browser.js'
import { type BusyMock, sendRaw, startBusyMock } from './busy-mock.js'

const api = '/api-partner/v1/apps-in-toss'

describe.runIf(hasBrowser)('what a person does in the console', () => {
  let busy: BusyMock
  let browser: Browser
  beforeAll(async () => {
    ;[busy, browser] = await Promise.all([startBusyMock(), openBrowser()])
  })
  afterAll(async () => {
    await browser.close()
    await busy.close()
  })
  const open = async (hash: string, look: Parameters<Browser['open']>[0] = {}) => {
    const page = await browser.open(look)
    await page.goto(`${busy.mock.controlUrl}/console#/${hash}`)
    await page.locator('main h1').waitFor()
    return page
  }
  const toss = () => busy.mock.toss

  test('sees a call as it comes, with the rules that it breaks and what to change, and a refusal with its reason', async () => {
    const page = await open('live')
    const newest = page.locator('.list > li').first()
    await newest.waitFor()
    const body = { orderNo: 'now', productDesc: 'a', amount: 'much', amountTaxFree: 0, isTestPayment: true }
    await sendRaw(busy.mock, {
      path: `${api}/pay/make-payment`,
      headers: { 'x-toss-user-key': String(busy.people[0]) },
      body,
    })
    await newest.filter({ hasText: '1 broken rule' }).waitFor()
    await newest.locator('a').click()
    await page.locator('.rules').getByRole('listitem').first().waitFor()
    expect(await page.locator('.rules').innerText()).toContain('request.body.amount must be an integer')
    await sendRaw(busy.mock, { path: '/', tls: { cert: undefined, key: undefined } })
    await newest.filter({ hasText: 'no-client-certificate' }).waitFor()
    await newest.locator('a').click()
    await page.locator('.note.good').filter({ hasText: 'Give the HTTP client the certificate and key' }).waitFor()
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('finds by a text what is far back, and sees only problems where only these are wanted', async () => {
    const page = await open('live')
    await page.locator('main input[type=search]').fill('NOWHERE')
    await page.locator('.list > li').first().filter({ hasText: '/api-partner/v1/nowhere' }).waitFor()
    await page.locator('main input[type=search]').fill('')
    await page.getByRole('button', { name: 'Problems' }).click()
    await page.locator('.list > li.failed').first().waitFor()
    await expect.poll(() => page.locator('.list > li:not(.failed)').count()).toBe(0)
    await page.close()
  })

  test('logs a user in, and ends the link', async () => {
    const [, second] = busy.people as [number, number]
    const page = await open(`users/${second}`)
    await page.getByRole('button', { name: 'Log in', exact: true }).click()
    await page.locator('.panel').getByRole('button', { name: 'Log in' }).click()
    const code = await page.locator('.result .fact').first().innerText()
    expect(code).toContain('authorizationCode')
    const authorizationCode = code.split('\n')[1]?.trim() ?? ''
    await busy.client.login.generateToken({ authorizationCode, referrer: 'DEFAULT' })
    await page.getByRole('button', { name: 'Unlink user' }).click()
    await page.locator('.panel select').selectOption('WITHDRAWAL_TERMS')
    await page.locator('.panel').getByRole('button', { name: 'Unlink user' }).click()
    await page.locator('.detail-head').filter({ hasText: 'Not linked' }).waitFor()
    expect((await toss().users.get(second)).link).toBeNull()
    await page.close()
  })

  test('approves a payment, with the actions that its state allows at each step', async () => {
    const payment = (await toss().payments.list()).find(({ orderNo }) => orderNo.endsWith('1001'))
    const page = await open(`payments/${payment?.payToken}`)
    const steps = page.locator('.detail section').first().locator('.action-row').first()
    await steps.getByRole('button', { name: 'Approve payment' }).click()
    expect(await steps.getByRole('button').allInnerTexts()).toEqual([
      'Approve payment',
      'Cancel payment',
      'Hold payment',
    ])
    await page.locator('.panel').getByRole('button', { name: 'Approve payment' }).click()
    await page.locator('.detail-head').filter({ hasText: 'PAY_APPROVED' }).waitFor()
    await expect.poll(() => steps.getByRole('button').allInnerTexts()).toEqual(['Cancel payment', 'Hold payment'])
    // What the backend does meanwhile shows by itself.
    const { payToken, orderNo, userKey } = payment as NonNullable<typeof payment>
    await busy.client.pay.executePayment({ userKey, payToken, orderNo, isTestPayment: false })
    await page.locator('.detail-head').filter({ hasText: 'PAY_COMPLETE' }).waitFor()
    await page.getByRole('button', { name: 'Settle payment' }).click()
    await page.locator('.detail-head').filter({ hasText: 'SETTLEMENT_COMPLETE' }).waitFor()
    await page.getByText('Nothing can be done any more.').waitFor()
    await page.close()
  })

  test('refunds an order, pauses a subscription, approves a promotion, decides a grant', async () => {
    const order = (await toss().orders.list()).find(({ state }) => state === 'PURCHASED')
    const page = await open(`orders/${order?.orderId}`)
    await page.getByRole('button', { name: 'Refund order' }).click()
    await page.locator('.detail-head').filter({ hasText: 'REFUNDED' }).waitFor()

    const [subscription] = await toss().subscriptions.list()
    await page.goto(`${busy.mock.controlUrl}/console#/subscriptions/${subscription?.orderId}`)
    await page.getByRole('button', { name: 'Pause subscription' }).click()
    await page.locator('.detail-head').filter({ hasText: 'PAUSED' }).waitFor()

    await page.goto(`${busy.mock.controlUrl}/console#/promotions/FIRST_ORDER`)
    await page.getByRole('button', { name: 'Approve promotion' }).click()
    await page.locator('.detail-head').filter({ hasText: 'RUNNING' }).waitFor()
    await toss().promotions.update('FIRST_ORDER', { payoutDelaySeconds: null })
    const userKey = busy.people[0] as number
    const { key } = await busy.client.promotion.getKey({ userKey })
    await busy.client.promotion.executePromotion({ userKey, promotionCode: 'FIRST_ORDER', key, amount: 100 })

    await page.goto(`${busy.mock.controlUrl}/console#/grants/${key}`)
    await page.getByRole('button', { name: 'Settle grant' }).click()
    await page.locator('.panel select').first().selectOption('FAILED')
    await page.locator('.panel').getByRole('button', { name: 'Settle grant' }).click()
    await page.locator('.detail-head').filter({ hasText: 'FAILED' }).waitFor()
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('issues, renews and revokes a certificate, and saves it', async () => {
    const page = await open('certificates')
    await page.getByRole('button', { name: 'Issue certificate' }).click()
    await page.locator('.panel').getByRole('button', { name: 'Issue certificate' }).click()
    const [saved] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'my-mini-app_public.crt' }).click(),
    ])
    expect(readFileSync(await saved.path(), 'utf8')).toContain('-----BEGIN CERTIFICATE-----')
    const before = await page.locator('.list > li').count()
    // Not the first one: the backend of these tests has it.
    await page
      .locator('.list > li > a')
      .nth(before - 1)
      .click()
    await page.getByRole('button', { name: 'Renew certificate' }).click()
    await page.locator('.panel').getByRole('button', { name: 'Renew certificate' }).click()
    await expect.poll(() => page.locator('.list > li').count()).toBe(before + 1)
    await page.getByRole('button', { name: 'Revoke certificate' }).click()
    // It is asked again: there is no way back.
    await page.locator('.panel').getByRole('button', { name: 'Revoke certificate' }).click()
    await page.locator('.detail-head').filter({ hasText: 'revoked' }).waitFor()
    await page.close()
  })

  test('decides what the phone asks, and sees what the page called', async () => {
    const payment = (await toss().payments.list()).find(({ orderNo }) => orderNo.endsWith('1005'))
    const page = await open('phone')
    const answered = toss().app.call('A', 'checkoutPayment', [{ params: { payToken: payment?.payToken } }])
    const prompt = page.locator('.prompt')
    await prompt.filter({ hasText: '커피 쿠폰' }).waitFor()
    await page.locator('nav .badge').filter({ hasText: '1' }).waitFor()
    await prompt.getByRole('button', { name: 'Approve' }).click()
    expect(await answered).toMatchObject({ value: expect.anything() })
    await prompt.waitFor({ state: 'detached' })
    await page.locator('.list > li').first().filter({ hasText: 'value' }).waitFor()
    expect((await toss().payments.get(payment?.payToken as string)).status).toBe('PAY_APPROVED')
    await page.close()
  })

  test('adds a fault by its kind, and a scenario; moves the clock; sets a callback', async () => {
    const page = await open('faults')
    await page.getByRole('button', { name: 'Add fault', exact: true }).click()
    const panel = page.locator('.panel')
    await panel.locator('select').first().selectOption('status')
    expect(await panel.locator('.command-form > .field.object .fields .field-name').allInnerTexts()).toEqual([
      'kind',
      'effect',
      'afterMilliseconds',
      'status',
    ])
    await panel.locator('.command-form > .field.object .fields select').nth(2).selectOption('503')
    await panel.getByRole('button', { name: 'Add fault' }).click()
    await page.locator('.list > li').filter({ hasText: 'status 503' }).waitFor()
    await page.getByRole('button', { name: 'Add: rate-limited' }).click()
    await page.locator('.list > li').filter({ hasText: '4095' }).waitFor()
    await toss().faults.clear()

    await page.goto(`${busy.mock.controlUrl}/console#/clock`)
    const before = busy.mock.clock.now()
    await page.getByRole('button', { name: '+ 1 day' }).click()
    await page.locator('.badge').filter({ hasText: '1 day ahead' }).waitFor()
    expect(busy.mock.clock.now() - before).toBeGreaterThanOrEqual(86_400_000)

    await page.goto(`${busy.mock.controlUrl}/console#/callbacks`)
    await page.getByRole('button', { name: 'Clear unlink callback' }).click()
    await page.locator('.panel').getByRole('button', { name: 'Clear unlink callback' }).click()
    await page.getByText('not set').waitFor()
    await page.getByRole('button', { name: 'Set unlink callback' }).click()
    await page.locator('.panel input').first().fill('ftp://nowhere')
    await page.locator('.panel input').nth(1).fill('toss:secret')
    await page.locator('.panel').getByRole('button', { name: 'Set unlink callback' }).click()
    await page.locator('.field-fault').filter({ hasText: 'url' }).waitFor()
    await page.locator('.panel input').first().fill('http://127.0.0.1:9/unlink')
    await page.locator('.panel').getByRole('button', { name: 'Set unlink callback' }).click()
    await page.getByText('http://127.0.0.1:9/unlink').first().waitFor()
    await page.close()
  })

  test('decrypts a field, and takes the world and a HAR along', async () => {
    const page = await open('tools')
    const { accessToken } = await busy.client.login.generateToken(
      await toss().logIn({ userKey: busy.people[0] as number }),
    )
    let name = ''
    const raw = await fetchMe(busy, accessToken)
    name = raw.success.name
    await page.locator('#encrypted').fill(name)
    await page.getByRole('button', { name: 'Decrypt' }).click()
    await page.locator('.note.good').filter({ hasText: '김토스' }).waitFor()
    for (const [file, held] of [
      ['world.json', 'snapshot'],
      ['my-mini-app.har', '"version":"1.2"'],
    ] as const) {
      const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: file }).click()])
      expect(readFileSync(await saved.path(), 'utf8')).toContain(held)
    }
    await page.close()
  })

  test('changes language and colours, which are kept; goes through the list with the keys', async () => {
    const page = await open('users')
    await page.getByRole('button', { name: '한국어' }).click()
    expect(await page.locator('main h1').innerText()).toContain('사용자')
    const paper = () =>
      page.evaluate<string, undefined>('getComputedStyle(document.querySelector(".topbar")).backgroundColor')
    const light = await paper()
    const colours = page.locator('.topbar .plain').nth(2)
    await colours.click()
    await colours.click()
    await expect.poll(paper).not.toBe(light)
    await page.goto(`${busy.mock.controlUrl}/console#/payments`)
    await page.evaluate('location.reload()')
    await page.locator('main h1').filter({ hasText: '결제' }).waitFor()
    await expect.poll(paper).not.toBe(light)

    await page.locator('.list > li').first().waitFor()
    await page.keyboard.press('/')
    expect(await page.evaluate<string, undefined>('document.activeElement.type')).toBe('search')
    await page.evaluate('document.querySelector(".list a").focus()')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.locator('.detail h2').waitFor()
    expect(await page.locator('.list > li').nth(1).locator('a').getAttribute('aria-current')).toBe('true')
    await page.keyboard.press('Escape')
    await page.locator('.detail h2').waitFor({ state: 'detached' })
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('sees another mini-app, whose world is its own', async () => {
    await busy.mock.tossSide('other-app').users.create({ name: '남의사람' })
    const page = await open('users?app=other-app')
    await page.locator('.list > li').filter({ hasText: '남의사람' }).waitFor()
    expect(await page.locator('.list > li').count()).toBe(1)
    await page.close()
  })
})

async function fetchMe({ mock }: BusyMock, accessToken: string): Promise<{ success: { name: string } }> {
  const { Agent, request } = await import('undici')
  const agent = new Agent({ connect: { ...mock.clientTls } })
  const answer = await request(`${mock.baseUrl}${api}/user/oauth2/login-me`, {
    dispatcher: agent,
    headers: { authorization: `Bearer ${accessToken}` },
  })
  const me = (await answer.body.json()) as { success: { name: string } }
  await agent.close()
  return me
}
