import { visible } from '../../contracts/visible-text.js'
import type { AppSettings } from '../../mock-server/index.js'
import { painter } from '../terminal.js'

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
    ['Phone', `${paint('cyan', url)}  ${paint('gray', 'open it in a browser · 브라우저에서 여세요')}`],
    ['Page', visible(page)],
    ['Mini-app', `${appName}  ${paint('gray', inWords(phone))}`],
    ['Console', paint('cyan', `${controlUrl}/console`)],
  ] as const
  const lines = rows.map(([label, value]) => `  ${paint('gray', label.padEnd(16))}${value}`)
  const { origin } = new URL(url)
  process.stdout.write(
    [
      '',
      ...lines,
      '',
      `  ${paint('gray', `A backend with a list of origins (CORS) needs ${origin} in it.`)}`,
      `  ${paint('gray', `백엔드가 출처를 검사(CORS)하면 ${origin}을 허용 목록에 추가해요.`)}`,
      '',
      `  ${paint('gray', 'Ctrl-C stops it · 종료하려면 Ctrl-C')}`,
      '',
      '',
    ].join('\n'),
  )
}

function inWords({ answers, environment, userKey }: PrintedPhone): string {
  const asked = ['login', 'payment', 'purchase'] as const
  const words = asked.map((kind) => `${kind} ${answers[kind]}`).join(', ')
  return `${environment === 'toss' ? 'Toss app' : 'sandbox app'} of ${userKey === null ? 'the first user' : `user ${userKey}`} · ${words}`
}
