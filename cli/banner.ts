import type { CertificateChange } from '../ca/index.js'
import { shownState } from '../mock-server/world/state/redis-address.js'
import { curlCommand, nodeCommand, type ReachableMock } from './copy-paste.js'
import { isKorean, told } from './language.js'
import { shellWord } from './shell-quote.js'
import { type Paint, padded, wrap } from './terminal.js'

/** What a start tells whoever waits for it. JSON holds it, so that a process in the background can hand it on. */
export interface Started {
  readonly info: ReachableMock
  readonly dir: string
  readonly stateFile?: string | undefined
  /** What this start wrote into the folder. */
  readonly changes: readonly CertificateChange[]
  readonly warnings: readonly string[]
  readonly json: boolean
  readonly hosts: boolean
  /** Where the page is opened that has the Toss app around it; undefined where none was named. */
  readonly phoneUrl?: string | undefined
  /** The file that its output goes to; undefined in the foreground. */
  readonly log?: string | undefined
}

/** What the banner tells: what the start does, and how to call the command line again, see `callAgain`. */
export interface BannerContent extends Omit<Started, 'json' | 'hosts'> {
  readonly version: string
  readonly command: string
}

const margin = '  '
const labelWidth = 16

/** What a person reads when the mock has started; one string, with a line end. */
export function banner(content: BannerContent, { paint, columns }: { paint: Paint; columns: number }): string {
  const { info, command, dir } = content
  const row = (label: string, ...values: string[]) =>
    values.map((value, index) => `${paint('gray', padded(index === 0 ? told(label) : '', labelWidth))}${value}`)
  const rows = (label: string, text: string) => row(label, ...wrap(text, columns - labelWidth - 2 * margin.length))
  const url = (text: string) => paint('cyan', text)
  const inFolder = `--dir ${shellWord(dir)}`
  const lines = [
    '',
    `${paint('bold', `apps-in-toss-mock ${content.version}`)}  ${paint('gray', told('unofficial: not made or endorsed by Toss'))}`,
    ...(isKorean() ? [] : [paint('gray', '비공식 도구예요. 한국어로 보려면 --lang ko')]),
    '',
    ...row('API', `${url(info.baseUrl)}  ${paint('gray', told('mTLS: needs the client certificate'))}`),
    ...row('Control', `${url(info.controlUrl)}  ${paint('gray', told('the Toss side: logins, clock, journal'))}`),
    ...(info.proxyUrl === undefined
      ? []
      : row('Proxy', `${url(info.proxyUrl)}  ${paint('gray', told('for HTTPS_PROXY'))}`)),
    ...(content.phoneUrl === undefined
      ? []
      : row('Phone', `${url(content.phoneUrl)}  ${paint('gray', told('the mini-app, in a browser'))}`)),
    ...row('Mini-app', info.appName),
    ...(content.stateFile === undefined ? [] : row('State', shownState(content.stateFile))),
    ...(content.log === undefined ? [] : row('Log', content.log)),
    '',
    ...row('Certificate', info.cert),
    ...row('Key', info.key),
    ...row('CA', info.ca),
    ...row('PKCS#12', info.pkcs12 ?? '', `${paint('gray', told('password'))} ${info.pkcs12Password}`),
    ...row('Decryption key', info.decryptionKey, `${paint('gray', 'AAD')} ${info.aad}`),
    ...changeRows(content.changes, rows),
    ...content.warnings.flatMap((warning) => [
      '',
      ...rows('Warning', told(warning)).map((line) => paint('yellow', line)),
    ]),
    '',
    paint('bold', told('In another terminal: log a user in, and exchange the code for tokens')),
    '',
    verbatim(curlCommand(info)),
    '',
    verbatim(nodeCommand(info)),
    '',
    paint('bold', told('Point a shell at this mock, and check the set-up of your side')),
    '',
    verbatim(`eval "$(${command} env ${inFolder})"`),
    verbatim(`${command} doctor ${inFolder}`),
    '',
    ...(content.log === undefined
      ? [paint('gray', told('Ctrl-C stops it'))]
      : [paint('gray', told('It runs in the background; to stop it:')), '', verbatim(`${command} stop ${inFolder}`)]),
  ]
  return `${lines.map(indented).join('\n')}\n\n`
}

/** What is to be copied begins at the left edge: so it is whole, and fits into 80 columns. */
function verbatim(command: string): { readonly verbatim: string } {
  return { verbatim: command }
}

function indented(line: string | { readonly verbatim: string }): string {
  if (typeof line !== 'string') return line.verbatim
  return line === '' ? '' : margin + line
}

function changeRows(changes: readonly CertificateChange[], rows: (label: string, text: string) => string[]): string[] {
  const created = changes.filter(({ action }) => action === 'created').map(({ file }) => file)
  const renewed = changes.filter(({ action }) => action === 'renewed')
  return [
    ...(created.length === 0 ? [] : ['', ...rows('Created', created.join(', '))]),
    ...(renewed.length === 0 ? [] : ['']),
    ...renewed.flatMap(({ file, reason }, index) => rows(index === 0 ? 'Renewed' : '', `${file}: ${told(reason)}`)),
  ]
}
