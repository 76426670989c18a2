import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type AutomatedPage, installTossApp } from '../../mini-app/index.js'
import { startBackend, stockShop } from './backend.js'
import { launching, listenTo, type Page } from './browser.js'
import { hasBrowser, installedModules } from './installed.js'
import { buildPage, makeProject, previewVite } from './project.js'
import { tellStory } from './story.js'

interface Puppeteer {
  launch(options: object): Promise<{ newPage(): Promise<Page & AutomatedPage>; close(): Promise<void> }>
}

describe.runIf(hasBrowser)('Puppeteer', () => {
  test('the story of a mini-app, in a page with the Toss app installed', async () => {
    const { launch } = createRequire(join(installedModules, 'x.js'))('puppeteer-core') as Puppeteer
    const browser = await launch(launching)
    const backend = await startBackend()
    await stockShop(backend.mock)
    const project = makeProject('2.10.8')
    await buildPage(project)
    const server = await previewVite(project)
    try {
      const page = await browser.newPage()
      await installTossApp(page, backend.mock)
      await page.goto(server.url)
      // What the story reads of a page is Playwright's.
      const textContent = (selector: string) =>
        page.evaluate<string>(`document.querySelector(${JSON.stringify(selector)}).textContent`)
      const opened = { ...listenTo(page), context: { newPage: browser.newPage, close: browser.close } as never }
      await tellStory({ ...opened, page: Object.assign(page, { textContent }) }, backend, '2.10.8')
      expect(opened.errors).toEqual([])
    } finally {
      await browser.close()
      await server.close()
      project.remove()
      await backend.close()
    }
  })
})
