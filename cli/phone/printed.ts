import { visible } from '../../contracts/visible-text.js'
import type { AppSettings } from '../../mock-server/index.js'
import { told } from '../language.js'
import { padded, painter } from '../terminal.js'

/** A phone that can be opened, and what is behind it. */
export interface PrintedPhone extends Pick<AppSettings, 'answers' | 'environment' | 'userKey'> {
  readonly url: string
  readonly page: string
  readonly controlUrl: string
  readonly appName: string
}

/** Says where the page is to be opened: one line of JSON, or what a person reads. */
export function printPhone(phone: PrintedPhone, json: boolean): void {
  const { url, page, controlUrl, appName } = phone
  if (json) {
    process.stdout.write(`${JSON.stringify({ phoneUrl: url, page, controlUrl, appName, pid: process.pid })}\n`)
    return
  }
  const paint = painter(process.stdout)
  const rows = [
    ['Phone', `${paint('cyan', url)}  ${paint('gray', told('open it in a browser'))}`],
    ['Page', visible(page)],
    ['Mini-app', `${appName}  ${paint('gray', inWords(phone))}`],
    ['Console', paint('cyan', `${controlUrl}/console`)],
  ] as const
  const lines = rows.map(([label, value]) => `  ${paint('gray', padded(told(label), 16))}${value}`)
  const { origin } = new URL(url)
  process.stdout.write(
    [
      '',
      ...lines,
      '',
      `  ${paint('gray', told(`A backend with a list of origins (CORS) needs ${origin} in it.`))}`,
      '',
      `  ${paint('gray', told('Ctrl-C stops it'))}`,
      '',
      '',
    ].join('\n'),
  )
}

function inWords({ answers, environment, userKey }: PrintedPhone): string {
  const asked = ['login', 'payment', 'purchase'] as const
  const words = asked.map((kind) => `${kind} ${answers[kind]}`).join(', ')
  const app = environment === 'toss' ? 'Toss app' : 'sandbox app'
  return `${told(`${app} of ${userKey === null ? 'the first user' : `user ${userKey}`}`)} · ${words}`
}
