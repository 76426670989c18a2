import { inRepository, startProcess } from '../child-process.js'
import { hasBrowser } from '../chromium.js'
import type { Row } from '../report.js'
import { withFolder } from '../servers.js'
import { openPage, writePage } from './page.js'

/** How much is measured. */
export interface MiniAppEffort {
  readonly rounds: number
  /** Of each round. */
  readonly calls: number
  readonly starts: number
}

/**
 * What a mini-app's page waits for: a call of the SDK's own bridge in Chromium, to the mock of `start --phone` and back, beside the
 * same call of the control API from Node. And what the plugin of Vite adds to the start of a dev server.
 */
export async function miniApp(effort: MiniAppEffort): Promise<Row[]> {
  return hasBrowser ? [...(await callRows(effort)), ...(await startRows(effort))] : []
}

function callRows({ rounds, calls }: MiniAppEffort): Promise<Row[]> {
  return withFolder(async (folder) => {
    writePage(folder)
    const flags = [
      '--port',
      '0',
      '--control-port',
      '0',
      '--phone-port',
      '0',
      '--phone',
      folder,
      '--dir',
      `${folder}/.mock`,
    ]
    const mock = await startProcess<{ controlUrl: string; appName: string; phoneUrl: string }>([
      inRepository('dist/cli/main.js'),
      ...['start', '--json', ...flags],
    ])
    const { controlUrl, appName, phoneUrl } = mock.line
    const page = await openPage(phoneUrl)
    const fromNode: number[] = []
    const fromPage: number[] = []
    for (let round = -1; round < rounds; round++) {
      const [node, browser] = [
        await callsFromNode(`${controlUrl}/mini-apps/${appName}/toss-app/calls`, calls),
        await page.calls(calls),
      ]
      // The first one finds nothing compiled.
      if (round < 0) continue
      fromNode.push(node)
      fromPage.push(browser)
    }
    await page.close()
    await mock.end()
    return [
      {
        measure: 'a call of the page to its answer',
        unit: 'ms',
        beside: { name: 'the control API, from Node', rounds: fromNode },
        rounds: fromPage,
        aim: { of: 'ratio', atMost: 3 },
      },
    ]
  })
}

async function callsFromNode(url: string, count: number): Promise<number> {
  const call = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ protocol: 'A', name: 'getServerTime', args: [] }),
  }
  const began = performance.now()
  for (let done = 0; done < count; done++) await (await fetch(url, call)).json()
  return (performance.now() - began) / count
}

interface ViteStart {
  readonly milliseconds: number
  readonly cpu: number
}

function startRows({ starts }: MiniAppEffort): Promise<Row[]> {
  return withFolder(async (folder) => {
    writePage(folder)
    const start = async (...args: string[]) => {
      const child = await startProcess<ViteStart>([inRepository('bench/mini-app/vite-start.mjs'), folder, ...args])
      await child.end()
      return child.line
    }
    const pairs: { bare: ViteStart; plugin: ViteStart }[] = []
    for (let round = -1; round < starts; round++) {
      const pair = { bare: await start(), plugin: await start('with') }
      if (round >= 0) pairs.push(pair)
    }
    const of = (what: keyof ViteStart) => ({
      beside: { name: 'without it', rounds: pairs.map(({ bare }) => bare[what]) },
      rounds: pairs.map(({ plugin }) => plugin[what]),
    })
    const measure = 'start of the dev server of Vite 8, with the plugin'
    return [
      { measure, unit: 'ms', ...of('milliseconds') },
      { measure: `${measure}: CPU`, unit: 'ms', ...of('cpu') },
      {
        measure: 'what the plugin adds',
        unit: 'ms',
        rounds: pairs.map(({ bare, plugin }) => plugin.milliseconds - bare.milliseconds),
        aim: { of: 'figure', atMost: 50 },
      },
    ]
  })
}
