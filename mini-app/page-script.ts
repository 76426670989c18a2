import { existsSync, readFileSync } from 'node:fs'
import { CodedError } from '../errors/index.js'
import type { TossAppSource } from './toss-app-source.js'

/** How the page reaches the Toss app: over the handler of its own server, or over a function that a browser test exposed. */
export type PageTransport = 'http' | { readonly binding: string }

/** What the page script is told. */
export interface PageOptions {
  /** The address of the console, which the page names in the browser’s console. */
  readonly consoleUrl?: string
  /** Whether the page’s server takes its web socket, too; over `http`. */
  readonly webSockets?: boolean
}

/** Where the page script stands: beside this file, or beside the folder of the bundles; in the sources, where the build has put it. */
const places = ['./page-script.txt', '../mini-app/page-script.txt', '../dist/mini-app/page-script.txt']

/**
 * The page script with the constants of both protocols: what makes an ordinary browser the Toss app, for a page that runs it
 * before its first own script. Both protocols at once: the messages tell which SDK the page has.
 *
 * @param transport - `http`, or the name of a function on `window` that hands messages to `createPageLinks`
 * @example
 * ```ts
 * await page.addInitScript(await pageScript(mock.toss.app, { binding: 'appsInTossMock' }))
 * ```
 */
export async function pageScript(
  source: TossAppSource,
  transport: PageTransport = 'http',
  { consoleUrl, webSockets = false }: PageOptions = {},
): Promise<string> {
  const [A, B] = await Promise.all([source.constants('A'), source.constants('B')])
  const config = {
    A: A.constants,
    B: B.constants,
    methods: B.methods,
    ...(transport !== 'http' && { binding: transport.binding }),
    ...(transport === 'http' && webSockets && { webSockets }),
    ...(consoleUrl !== undefined && { consoleUrl }),
  }
  return withConfig(scriptText(), config)
}

/** The script's text reads one free name. */
export function withConfig(script: string, config: object): string {
  const json = JSON.stringify(config)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `(function (__PHONE__) {\n${script}\n})(${json})\n`
}

let text: string | undefined

function scriptText(): string {
  if (text === undefined) {
    const place = places.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url))
    if (place === undefined) {
      throw new CodedError('ERR_INTERNAL', 'the page script is not there', { fix: 'In the sources: npm run build.' })
    }
    text = readFileSync(place, 'utf8')
  }
  return text
}
