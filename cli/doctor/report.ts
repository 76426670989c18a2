import { visible, visibleIn } from '../../contracts/index.js'
import type { Language } from '../../mock-server/record/language.js'
import { type Paint, wrap } from '../terminal.js'
import type { CheckResult, CheckStatus } from './check-result.js'
import type { Subject } from './subject.js'

const marks: Record<CheckStatus, { mark: string; style: 'green' | 'yellow' | 'red' | 'gray' }> = {
  ok: { mark: 'ok', style: 'green' },
  warning: { mark: 'warning', style: 'yellow' },
  problem: { mark: 'PROBLEM', style: 'red' },
  skipped: { mark: '-', style: 'gray' },
}

/** The words around the findings. */
const words: Record<Language, Words> = {
  en: {
    head: (target) => `Set-up${target === undefined ? '' : ` of ${visible(target.value)} (${target.from})`}`,
    summary(problems, warnings) {
      const also = warnings === 0 ? '' : `, ${counted(warnings, 'warning')}`
      if (problems === 0) return `No problem found${also}.`
      return `${counted(problems, 'problem')}${also}. The first one may cause the others.`
    },
    unseen: `What cannot be seen from here: Node's global fetch, and axios with its fetch adapter, ignore https.Agent and send no
certificate (ERR_NETWORK). Give fetch an Agent as dispatcher, both of the same undici, or axios adapter: 'http' with an httpsAgent.`,
  },
  ko: {
    head: (target) => `설정 확인${target === undefined ? '' : `: ${visible(target.value)}`}`,
    summary(problems, warnings) {
      const also = warnings === 0 ? '' : `, 주의 ${warnings}개`
      return problems === 0
        ? `문제가 없어요${also}.`
        : `문제 ${problems}개${also}. 첫 번째 문제가 다른 문제의 원인일 수 있어요.`
    },
    unseen: `여기서는 보이지 않는 것: Node의 전역 fetch와 axios의 fetch 어댑터는 https.Agent를 무시하고 인증서를 보내지 않아요(ERR_NETWORK).
fetch에는 같은 undici의 Agent를 dispatcher로 넘기고, axios에는 httpsAgent와 함께 adapter: 'http'를 쓰세요.`,
  },
}

interface Words {
  head(target: Subject['baseUrl']): string
  summary(problems: number, warnings: number): string
  readonly unseen: string
}

/** The findings for a person. */
export function reportInWords(
  subject: Subject,
  found: readonly CheckResult[],
  { language = 'en', paint, columns }: { language?: Language; paint: Paint; columns: number },
): string {
  const findings = visibleIn(found)
  const indent = 27
  const text = words[language]
  const lines = findings.flatMap(({ check, status, text: said, fix }) => {
    const { mark, style } = marks[status]
    const body = wrap(said, columns - indent)
    const advice = fix === undefined ? [] : wrap(`→ ${fix}`, columns - indent)
    const head = `  ${paint(style, mark.padEnd(9))}${check.padEnd(16)}`
    const rest = [...body.slice(1), ...advice].map((line) => ' '.repeat(indent) + line)
    return [`${head}${status === 'skipped' ? paint('gray', body[0] ?? '') : body[0]}`, ...rest]
  })
  const problems = findings.filter(({ status }) => status === 'problem').length
  const warnings = findings.filter(({ status }) => status === 'warning').length
  const summary = paint(problems === 0 ? 'green' : 'red', text.summary(problems, warnings))
  return [
    '',
    `  ${paint('bold', text.head(subject.baseUrl))}`,
    '',
    ...lines,
    '',
    `  ${summary}`,
    ...(problems > 0 ? [] : ['', ...wrap(text.unseen, columns - 2).map((line) => `  ${line}`)]),
    '',
  ].join('\n')
}

/** The findings as one line of JSON; neither PEM text nor decryption key is in it. */
export function reportAsJson({ baseUrl }: Subject, findings: readonly CheckResult[]): string {
  const ok = findings.every(({ status }) => status !== 'problem')
  return `${visible(JSON.stringify({ ok, baseUrl: baseUrl?.value ?? null, findings }))}\n`
}

function counted(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
