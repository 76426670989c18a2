import { expect } from 'vitest'
import { type BrowserContext, type Page, until } from './browser.js'

interface DomNode {
  readonly nodeName: string
  readonly backendNodeId: number
  readonly nodeValue: string
  readonly children?: readonly DomNode[]
  readonly shadowRoots?: readonly DomNode[]
}

/** Clicks a button of the sheet, whose shadow root is closed: the debugger sees into it, the page does not. */
export async function press(context: BrowserContext, page: Page, label: string): Promise<void> {
  await until(page, 'document.querySelector("apps-in-toss-mock-sheet")')
  const session = await context.newCDPSession(page)
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode }
  const button = [...below(root)].find((node) => node.nodeName === 'BUTTON' && textOf(node) === label)
  expect(button, `a button ${label}`).toBeDefined()
  const { model } = (await session.send('DOM.getBoxModel', { backendNodeId: button?.backendNodeId })) as {
    model: { content: number[] }
  }
  const [left = 0, top = 0, right = 0, , , bottom = 0] = model.content
  await page.mouse.click((left + right) / 2, (top + bottom) / 2)
  await session.detach()
}

/** The texts of the sheet. */
export async function textsOf(context: BrowserContext, page: Page): Promise<string[]> {
  await until(page, 'document.querySelector("apps-in-toss-mock-sheet")')
  const session = await context.newCDPSession(page)
  const { root } = (await session.send('DOM.getDocument', { depth: -1, pierce: true })) as { root: DomNode }
  const sheet = [...below(root)].find(({ nodeName }) => nodeName === 'APPS-IN-TOSS-MOCK-SHEET') as DomNode
  await session.detach()
  return [...below(sheet)].filter(({ nodeName }) => nodeName === '#text').map(({ nodeValue }) => nodeValue)
}

function* below(node: DomNode): Generator<DomNode> {
  yield node
  for (const child of [...(node.children ?? []), ...(node.shadowRoots ?? [])]) yield* below(child)
}

const textOf = (node: DomNode) => [...below(node)].map(({ nodeValue }) => nodeValue).join('')
