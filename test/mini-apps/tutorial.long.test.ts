import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type OpenPage, type Page, startBrowser, until } from './browser.js'
import { hasBrowser } from './installed.js'
import { press } from './sheet.js'
import { openTerminals, stepsOfTutorial } from './tutorial.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
/** The folder that gets the pictures: `npm run tutorial-pictures`. */
const pictures = process.env.TUTORIAL_PICTURES

const click = (page: Page, label: string) =>
  page.evaluate(
    `[...document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(label)}).click()`,
  )
const untilShown = (page: Page, text: string) =>
  until(page, `document.querySelector('output').textContent === ${JSON.stringify(text)}`)
const untilAsked = (page: Page) => until(page, 'document.querySelector("apps-in-toss-mock-sheet")')

/** What the reader does to see what the picture shows. */
const looks: Record<string, (tab: OpenPage) => Promise<unknown>> = {
  async terms({ page }) {
    await click(page, '토스로 로그인')
    await untilAsked(page)
  },
  async greeting({ page, context }) {
    await press(context, page, '동의하고 계속하기')
    await until(page, 'document.querySelector("output").textContent !== ""')
    await click(page, '토스로 로그인')
    await untilShown(page, '김토스님, 반가워요')
  },
  async purchase({ page }) {
    await until(page, 'document.querySelectorAll("button").length === 2')
    await click(page, '토스로 로그인')
    await untilShown(page, '김토스님, 반가워요')
    await click(page, '보석 100개 사기')
    await untilAsked(page)
  },
  async gems({ page, context }) {
    await press(context, page, '결제하기')
    await untilShown(page, '보석이 100개 있어요')
  },
  async payment({ page, context }) {
    await until(page, 'document.querySelectorAll("button").length === 3')
    await click(page, '토스로 로그인')
    await untilShown(page, '김토스님, 반가워요')
    await click(page, '티셔츠 25,000원 결제하기')
    await press(context, page, '결제하기')
    await untilShown(page, '25,000원을 결제했어요')
    await click(page, '티셔츠 25,000원 결제하기')
    await untilAsked(page)
  },
}

describe.runIf(hasBrowser)('docs/tutorial.md', () => {
  test('every command of it runs, and the page does what it says', { timeout: 600_000 }, async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tutorial-')))
    const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    })
    const terminals = openTerminals(folder, {
      // Ports that nobody has, and packages that were downloaded before.
      ...{ APPS_IN_TOSS_MOCK_PORT: '0', APPS_IN_TOSS_MOCK_CONTROL_PORT: '0', PORT: String(await freePort()) },
      ...{ npm_config_prefer_offline: 'true', npm_config_audit: 'false', npm_config_fund: 'false' },
      ...{
        CHROMIUM: process.env.CHROMIUM ?? '/usr/bin/chromium',
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        VITEST: '',
        NODE_ENV: '',
      },
    })
    const browser = await startBrowser()
    let tab: OpenPage | undefined
    const said: string[] = []
    try {
      for (const step of stepsOfTutorial()) {
        if ('file' in step) terminals.write(step.file, step.text)
        else if ('picture' in step) {
          await looks[step.picture]?.(tab as OpenPage)
          if (pictures === undefined) continue
          mkdirSync(pictures, { recursive: true })
          await tab?.page.screenshot({ path: join(pictures, `${step.picture}.png`) })
        } else {
          const commands = step.commands.replace(/(?<=npm install .*)apps-in-toss-mock/, join(folder, packed.trim()))
          if (step.stays === undefined) said.push(await terminals.run(commands))
          else {
            const line = await terminals.stay(commands, step.stays)
            const [, url] = /Local: +(\S+)/.exec(line) ?? []
            if (url !== undefined) tab = await browser.open({ url })
          }
        }
      }
    } finally {
      await browser.close()
      await terminals.close()
      rmSync(folder, { recursive: true, force: true })
    }
    const told = said.join('\n')
    expect(told).toMatch(/Tests +3 passed \(3\)/)
    expect(told).toMatch(/4 passed/)
    expect(stepsOfTutorial().flatMap((step) => ('picture' in step ? [step.picture] : []))).toEqual(Object.keys(looks))
    expect(tab?.errors).toEqual([])
  })
})

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
