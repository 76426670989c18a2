import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageScript } from '../../mini-app/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { carrier, openPage, packageScript } from './page.js'

let mock: MockServer
beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
})
afterAll(() => mock.close())

/** As much of an element as the sheet uses. */
class FakeElement {
  readonly children: FakeElement[] = []
  readonly style = { cssText: '' }
  readonly heard = new Map<string, (event: { preventDefault(): void }) => void>()
  textContent = ''
  isShown = false
  onclick: () => void = () => {}
  parent: FakeElement | undefined
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
  append(...children: FakeElement[]) {
    for (const child of children) child.parent = this
    this.children.push(...children)
  }
  attachShadow() {
    const root = new FakeElement('root')
    this.append(root)
    return root
  }
  addEventListener(type: string, hear: (event: { preventDefault(): void }) => void) {
    this.heard.set(type, hear)
  }
  showModal() {
    this.isShown = true
  }
  focus() {}
  remove() {
    const siblings = this.parent?.children ?? []
    siblings.splice(siblings.indexOf(this), 1)
  }
  /** All elements below with this name. */
  find(name: string): FakeElement[] {
    return this.children.flatMap((child) => [...(child.name === name ? [child] : []), ...child.find(name)])
  }
}

/** A page with enough of a document to show the sheet. */
async function openWithDocument(appName: string) {
  const { app } = mock.tossSide(appName)
  const carry = carrier(app)
  const root = new FakeElement('html')
  const document = {
    currentScript: null,
    visibilityState: 'visible',
    documentElement: root,
    createElement: (name: string) => new FakeElement(name),
    addEventListener() {},
  }
  const scripts = [
    await pageScript(app, { binding: 'carry' }, { consoleUrl: 'http://127.0.0.1:8444/console' }),
    await packageScript('sdk', '@apps-in-toss/web-bridge'),
  ]
  return { app, root, page: openPage(scripts, { globals: { carry, document } }) }
}

const texts = (root: FakeElement) => [...root.find('h2'), ...root.find('p')].map(({ textContent }) => textContent)
const shown = (root: FakeElement) => root.find('dialog').filter(({ isShown }) => isShown)
const buttons = (root: FakeElement) => root.find('button').map(({ textContent }) => textContent)
const button = (root: FakeElement, text: string) => root.find('button').find(({ textContent }) => textContent === text)

test('asked, the page shows what it is about; the button approves, and the sheet goes', async () => {
  const { app, root, page } = await openWithDocument('sheet-1')
  await app.set({ answers: 'ask' })
  const login = page.run<Promise<object>>('sdk.appLogin()')
  await expect.poll(() => shown(root)).toHaveLength(1)
  expect(root.find('div')[0]?.textContent).toBe('토스 앱 모의 화면 · 로그인')
  expect(texts(root).slice(0, 2)).toEqual(['sheet-1', expect.stringContaining('user_name')])
  // Closing is told as APP_LOGIN: no third button says the same.
  expect(buttons(root)).toEqual(['동의하고 계속하기', '닫기'])
  button(root, '동의하고 계속하기')?.onclick()
  expect(await login).toMatchObject({ referrer: 'DEFAULT' })
  await expect.poll(() => root.find('dialog')).toEqual([])
  expect(page.console).toContainEqual({ level: 'info', text: expect.stringContaining('http://127.0.0.1:8444/console') })
})

test('Escape closes the sheet, which cancels; it does so once', async () => {
  const { app, root, page } = await openWithDocument('sheet-2')
  await app.set({ answers: 'ask' })
  const login = page.run<Promise<string>>('sdk.appLogin().catch((error) => error.code)')
  await expect.poll(() => shown(root)).toHaveLength(1)
  let isPrevented = false
  shown(root)[0]?.heard.get('cancel')?.({
    preventDefault() {
      isPrevented = true
    },
  })
  expect(await login).toBe('APP_LOGIN')
  expect(isPrevented).toBe(true)
})

test('a failure that can come is a button; a prompt that is decided elsewhere goes by itself', async () => {
  const { app, root, page } = await openWithDocument('sheet-3')
  await app.set({ answers: 'ask' })
  const [product] = await mock.tossSide('sheet-3').products.list()
  const buy = `new Promise((resolve) => sdk.IAP.createOneTimePurchaseOrder({ options: { sku: '${product?.sku}', processProductGrant: () => true }, onEvent: (event) => resolve(event.type), onError: (error) => resolve(error.code) }))`
  const first = page.run<Promise<string>>(buy)
  await expect.poll(() => shown(root)).toHaveLength(1)
  expect(buttons(root)).not.toContain('실패: USER_CANCELED')
  button(root, '실패: NETWORK_ERROR')?.onclick()
  expect(await first).toBe('NETWORK_ERROR')
  const second = page.run<Promise<string>>(buy)
  await expect.poll(() => app.prompts()).toHaveLength(1)
  await expect.poll(() => shown(root)).toHaveLength(1)
  await app.answer((await app.prompts())[0]?.id as string, { decision: 'approve' })
  expect(await second).toBe('success')
  await expect.poll(() => root.find('dialog')).toEqual([])
})

test('what a product is called is text in the sheet, whatever it is', async () => {
  const { app, root, page } = await openWithDocument('sheet-4')
  await app.set({ answers: 'ask' })
  const displayName = '<img src=x onerror=alert(1)>'
  const { sku } = await mock.tossSide('sheet-4').products.create({ type: 'CONSUMABLE', displayName })
  page.run(
    `sdk.IAP.createOneTimePurchaseOrder({ options: { sku: '${sku}', processProductGrant: () => true }, onEvent() {}, onError() {} })`,
  )
  await expect.poll(() => shown(root)).toHaveLength(1)
  expect(texts(root)[0]).toBe(displayName)
  expect(root.find('img')).toEqual([])
})
