import { redactUrl, visible, visibleIn } from '../../contracts/index.js'
import { told } from '../language.js'
import { type Paint, padded, wrap } from '../terminal.js'
import type { CheckResult, CheckStatus } from './check-result.js'
import type { Subject } from './subject.js'

const marks: Record<CheckStatus, { mark: string; style: 'green' | 'yellow' | 'red' | 'gray' }> = {
  ok: { mark: 'ok', style: 'green' },
  warning: { mark: 'warning', style: 'yellow' },
  problem: { mark: 'PROBLEM', style: 'red' },
  skipped: { mark: '-', style: 'gray' },
}

const unseen = `What cannot be seen from here: Node's global fetch, and axios with its fetch adapter, ignore https.Agent and send no
certificate (ERR_NETWORK). Give fetch an Agent as dispatcher, both of the same undici, or axios adapter: 'http' with an httpsAgent.`

function headOf(target: Subject['baseUrl']): string {
  return told(target === undefined ? 'Set-up' : `Set-up of ${visible(shownUrl(target.value))} (${target.from})`)
}

function summaryOf(problems: number, warnings: number): string {
  const also = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`
  if (problems === 0) return told(`No problem found${also}.`)
  return told(`${counted(problems, 'problem')}${also}. The first one may cause the others.`)
}

/** The findings for a person. */
export function reportInWords(
  subject: Subject,
  found: readonly CheckResult[],
  { paint, columns }: { paint: Paint; columns: number },
): string {
  const findings = visibleIn(found)
  const indent = 27
  const lines = findings.flatMap(({ check, status, text: said, fix }) => {
    const { mark, style } = marks[status]
    const body = wrap(told(said), columns - indent)
    const advice = fix === undefined ? [] : wrap(`→ ${told(fix)}`, columns - indent)
    const head = `  ${paint(style, padded(told(mark), 9))}${check.padEnd(16)}`
    const rest = [...body.slice(1), ...advice].map((line) => ' '.repeat(indent) + line)
    return [`${head}${status === 'skipped' ? paint('gray', body[0] ?? '') : body[0]}`, ...rest]
  })
  const problems = findings.filter(({ status }) => status === 'problem').length
  const warnings = findings.filter(({ status }) => status === 'warning').length
  const summary = paint(problems === 0 ? 'green' : 'red', summaryOf(problems, warnings))
  return [
    '',
    `  ${paint('bold', headOf(subject.baseUrl))}`,
    '',
    ...lines,
    '',
    `  ${summary}`,
    ...(problems > 0 ? [] : ['', ...wrap(told(unseen.replaceAll('\n', ' ')), columns - 2).map((line) => `  ${line}`)]),
    '',
  ].join('\n')
}

/** The findings as one line of JSON; neither PEM text nor decryption key is in it. */
export function reportAsJson({ baseUrl }: Subject, findings: readonly CheckResult[]): string {
  const ok = findings.every(({ status }) => status !== 'problem')
  return `${visible(JSON.stringify({ ok, baseUrl: baseUrl === undefined ? null : shownUrl(baseUrl.value), findings }))}\n`
}

/** A user and a password have no business in a base URL, and none in a report. */
function shownUrl(url: string): string {
  return url.includes('@') ? redactUrl(url) : url
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
