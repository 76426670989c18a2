import { visible, visibleIn } from '../../contracts/index.js'
import { type Paint, wrap } from '../terminal.js'
import type { Finding, FindingStatus } from './finding.js'
import type { Subject } from './subject.js'

const marks: Record<FindingStatus, { mark: string; style: 'green' | 'yellow' | 'red' | 'gray' }> = {
  ok: { mark: 'ok', style: 'green' },
  warning: { mark: 'warning', style: 'yellow' },
  problem: { mark: 'PROBLEM', style: 'red' },
  skipped: { mark: '-', style: 'gray' },
}

const unseen = `What cannot be seen from here: Node's global fetch, and axios with its fetch adapter, ignore https.Agent and send no
certificate (ERR_NETWORK). Give fetch an Agent as dispatcher, both of the same undici, or axios adapter: 'http' with an httpsAgent.`

/** The findings for a person. */
export function reportInWords(
  subject: Subject,
  found: readonly Finding[],
  { paint, columns }: { paint: Paint; columns: number },
): string {
  const findings = visibleIn(found)
  const indent = 27
  const lines = findings.flatMap(({ check, status, text, fix }) => {
    const { mark, style } = marks[status]
    const body = wrap(text, columns - indent)
    const advice = fix === undefined ? [] : wrap(`→ ${fix}`, columns - indent)
    const head = `  ${paint(style, mark.padEnd(9))}${check.padEnd(16)}`
    const rest = [...body.slice(1), ...advice].map((line) => ' '.repeat(indent) + line)
    return [`${head}${status === 'skipped' ? paint('gray', body[0] ?? '') : body[0]}`, ...rest]
  })
  const problems = findings.filter(({ status }) => status === 'problem').length
  const warnings = findings.filter(({ status }) => status === 'warning').length
  const also = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`
  const summary =
    problems === 0
      ? paint('green', `No problem found${also}.`)
      : paint('red', `${counted(problems, 'problem')}${also}. The first one may cause the others.`)
  const target = subject.baseUrl === undefined ? '' : ` of ${visible(subject.baseUrl.value)} (${subject.baseUrl.from})`
  return [
    '',
    `  ${paint('bold', `Set-up${target}`)}`,
    '',
    ...lines,
    '',
    `  ${summary}`,
    ...hint(problems, columns),
    '',
  ].join('\n')
}

/** The findings as one line of JSON; neither PEM text nor decryption key is in it. */
export function reportAsJson({ baseUrl }: Subject, findings: readonly Finding[]): string {
  const ok = findings.every(({ status }) => status !== 'problem')
  return `${visible(JSON.stringify({ ok, baseUrl: baseUrl?.value ?? null, findings }))}\n`
}

function hint(problems: number, columns: number): string[] {
  if (problems > 0) return []
  return ['', ...wrap(unseen, columns - 2).map((line) => `  ${line}`)]
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
