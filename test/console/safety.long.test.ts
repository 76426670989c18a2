import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { createClient } from '../../client/index.js'
import { startMockServer } from '../../mock-server/index.js'
import { type Browser, hasBrowser, openBrowser } from './browser.js'
import { sendRaw } from './busy-mock.js'

/** Would run, and would be an element, if it were ever taken for markup. */
const markup = `"'><img src=x class=planted onerror="document.title='planted'"><script class=planted>document.title='planted'</script>`

describe.runIf(hasBrowser)('the console takes nothing from outside for its own', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  test('markup in every field that is journalled or kept is text', { timeout: 240_000 }, async () => {
    const partner = createServer((asked, answer) => {
      asked.resume().on('end', () => answer.writeHead(500, { 'content-type': 'text/html' }).end(markup))
    })
    await new Promise<void>((resolve) => partner.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void partner.close())
    await using mock = await startMockServer({ logLevel: 'silent', redact: false })
    const { toss } = mock
    const { port } = partner.address() as AddressInfo

    // What a caller can send: path, query, headers, body, names of fields.
    const login = '/api-partner/v1/apps-in-toss/user/oauth2/generate-token'
    const inPath = encodeURIComponent(markup)
    const headers = { 'x-toss-user-key': markup, 'x-strange': markup, authorization: `Bearer ${markup}` }
    await sendRaw(mock, {
      path: login,
      headers,
      body: { authorizationCode: markup, referrer: markup, [markup]: [markup] },
    })
    await sendRaw(mock, {
      path: login,
      headers: { 'content-type': `application/json; charset=${inPath}` },
      body: markup,
    })
    await sendRaw(mock, { path: `/api-partner/${inPath}?${inPath}=${inPath}`, headers })
    const strange = await mock.issueCertificate('strange-app')
    await sendRaw(mock, { path: `${login}?a=${inPath}`, tls: strange, body: markup })
    // What lies in the world: names, titles, products, messages, promotions; and what a partner answers.
    const { userKey } = await toss.users.create({ name: markup.slice(0, 50) })
    await toss.logIn({ userKey, agreedTerms: [markup] })
    await toss.templates.create({ templateSetCode: 'MARKUP', title: markup, body: markup })
    const { sku } = await toss.products.create({
      type: 'CONSUMABLE',
      displayName: markup.slice(0, 100),
      description: markup,
      amount: 1_100,
    })
    await toss.orders.purchase({ sku, userKey })
    const client = createClient({ ...mock.clientTls, baseUrl: mock.baseUrl })
    onTestFinished(() => client.close())
    await client.messenger.sendMessage({ userKey, templateSetCode: 'MARKUP', context: {} })
    await sendRaw(mock, {
      path: '/api-partner/v1/apps-in-toss/pay/make-payment',
      headers: { 'x-toss-user-key': String(userKey) },
      body: {
        orderNo: 'markup',
        productDesc: markup.replaceAll('"', "'"),
        amount: 100,
        amountTaxFree: 0,
        isTestPayment: true,
      },
    })
    await toss.callbacks.setUnlink({ url: `http://127.0.0.1:${port}/?${inPath}`, basicAuth: markup })
    await toss.unlink(userKey)
    void toss.app.call('A', markup, [markup]).catch(() => undefined)
    await toss.app.set({ answers: 'ask' })

    const page = await browser.open()
    const looksClean = async (where: string) => {
      expect(
        await page.evaluate<number, undefined>('document.querySelectorAll(".planted, main script, main img").length'),
        where,
      ).toBe(0)
      expect(await page.evaluate<string, undefined>('document.title'), where).not.toBe('planted')
    }
    let seen = 0
    for (const name of [
      'live',
      'phone',
      'users',
      'payments',
      'orders',
      'products',
      'messages',
      'templates',
      'callbacks',
      'certificates',
    ]) {
      await page.goto(`${mock.controlUrl}/console#/${name}`)
      await page.locator('main h1').waitFor()
      const things = page.locator('.list > li > a')
      await things.first().waitFor()
      for (let index = 0; index < (await things.count()); index++) {
        await things.nth(index).click()
        await page.locator('.detail h2').first().waitFor()
        for (const closed of await page.locator('.detail details').allInnerTexts()) expect(closed).not.toBe('')
        await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true })')
        await looksClean(`${name} ${index}`)
        seen += (await page.locator('.detail').innerText()).includes('<img src=x') ? 1 : 0
      }
      await looksClean(name)
    }
    await page.goto(`${mock.controlUrl}/console#/${inPath}/${inPath}?app=strange-app`)
    await looksClean('the address')
    // It was there, as text.
    expect(seen).toBeGreaterThan(8)
    expect(page.troubles).toEqual([])
    await page.close()
  })

  test('a command that the control API describes appears by itself, with its form', async () => {
    await using mock = await startMockServer({ logLevel: 'silent' })
    const { userKey } = await mock.toss.users.create()
    const page = await browser.open()
    await page.route('**/control.openapi.json', async (route) => {
      const document = (await (await route.fetch()).json()) as { paths: Record<string, object> }
      const schema = {
        type: 'object',
        properties: { times: { type: 'integer', minimum: 1 }, how: { type: 'string', enum: ['slowly', 'twice'] } },
        required: ['times'],
      }
      document.paths['/mini-apps/{miniApp}/users/{userKey}/wave'] = {
        post: {
          operationId: 'waveAtUser',
          summary: 'Wave at a user',
          tags: ['login'],
          parameters: ['miniApp', 'userKey'].map((name) => ({
            name,
            in: 'path',
            required: true,
            schema: { type: 'string' },
          })),
          requestBody: { content: { 'application/json': { schema } } },
          responses: { 200: { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } } },
        },
      }
      await route.fulfill({ json: document })
    })
    await page.goto(`${mock.controlUrl}/console#/users/${userKey}`)
    await page.getByRole('button', { name: 'Wave at user' }).click()
    const panel = page.locator('.panel')
    expect(await panel.innerText()).toContain('Wave at a user')
    await panel.locator('input[type=number]').fill('3')
    await panel.getByRole('button', { name: 'Wave at user' }).click()
    // The mock has no such route, and its refusal is shown.
    await page
      .locator('.note.bad')
      .filter({ hasText: `/users/${userKey}/wave` })
      .waitFor()
    await page.close()
  })

  test('goes on by itself when the mock is started again at the same address', async () => {
    const first = await startMockServer({ logLevel: 'silent' })
    const controlPort = Number(new URL(first.controlUrl).port)
    const page = await browser.open()
    await sendRaw(first, { path: '/before' })
    await page.goto(`${first.controlUrl}/console`)
    await page.locator('.list > li').filter({ hasText: '/before' }).waitFor()
    await first.close()
    await page.locator('.live-state').filter({ hasText: 'Not connected' }).waitFor()
    // A button says that nobody answers.
    await page.goto(`${first.controlUrl}/console#/phone`)
    await page.getByRole('button', { name: 'Back', exact: true }).click()
    await page.locator('.toast.bad').filter({ hasText: 'the mock does not answer' }).waitFor()
    await page.goto(`${first.controlUrl}/console#/live`)
    await using second = await startMockServer({ logLevel: 'silent', controlPort })
    await page.locator('.live-state.on').waitFor()
    await sendRaw(second, { path: '/after' })
    await page.locator('.list > li').filter({ hasText: '/after' }).waitFor()
    // The journal of the run before is gone.
    expect(await page.locator('.list > li').filter({ hasText: '/before' }).count()).toBe(0)
    await page.close()
  })
})
