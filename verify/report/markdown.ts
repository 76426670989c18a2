import { groupOf, nameOf, type Report, type Result } from './report.js'

const marks = {
  'as the contract says': 'as the contract says',
  differs: '**differs**',
  'not checked': 'not checked',
} as const

/** The report as Markdown, to put beside the contract or into an issue. */
export function reportAsMarkdown(report: Report): string {
  const { baseUrl, payBaseUrl, startedAt, seconds, counts, cutShort, findings, assumptionsSeen, results } = report
  const groups = [...new Set(results.map(groupOf))]
  const sections = [
    '# What a server does, compared with the contract',
    `Of \`${baseUrl}\`${payBaseUrl === baseUrl ? '' : ` and \`${payBaseUrl}\``}, ${startedAt}, ${seconds} s. ` +
      'Made by `apps-in-toss-mock verify`; unofficial.',
    ...(cutShort === undefined ? [] : [`**It was cut short:** ${cell(cutShort)}`]),
    `| as the contract says | differs | not checked |\n|---|---|---|\n| ${counts.asTheContractSays} | ${counts.differs} | ${counts.notChecked} |`,
    '## Findings',
    findings.length === 0
      ? 'No differences.'
      : table(
          ['', 'field', 'rule', 'expected', 'got', 'behaviours'],
          findings.map(({ field, rule, expected, got, behaviours }, index) => [
            String(index + 1),
            code(field),
            rule,
            cell(expected),
            cell(got),
            behaviours.map(code).join('<br>'),
          ]),
        ),
    '## Assumptions seen',
    'What nothing public says, or not all of it: what the contract assumes, and what this server really did.',
    assumptionsSeen.length === 0
      ? 'None.'
      : table(
          ['behaviour', 'assumed', 'seen', 'verdict', 'why it is assumed'],
          assumptionsSeen.map(({ id, assumed, seen, verdict, source }) => [
            code(id),
            cell(assumed),
            seen.map(cell).join('<br>'),
            verdict === 'otherwise' ? '**otherwise**' : verdict,
            cell(source),
          ]),
        ),
    '## Variants seen',
    'Where sources conflict: which of the answers this server gave.',
    table(
      ['variant', 'default', 'seen'],
      report.variantsSeen.map(({ id, default: usual, options }) => [code(id), code(usual), seenOptions(options)]),
    ),
    '## Every behaviour',
    ...groups.map((group) => {
      const rows = results.filter((result) => groupOf(result) === group).map(row)
      return `### \`${group}\`\n\n${table(['behaviour', 'what the contract says', 'known', 'outcome', 'seen, or why not'], rows)}`
    }),
  ]
  return `${sections.join('\n\n')}\n`
}

function row(result: Result): string[] {
  const { says, known, outcome, seen, differences, reason } = result
  const told =
    outcome === 'differs'
      ? differences.map(({ field, expected, got }) => `${code(field)}: expected ${cell(expected)}, got ${cell(got)}`)
      : outcome === 'not checked'
        ? [cell(reason ?? '')]
        : seen.map(cell)
  return [code(nameOf(result)), cell(says), known, marks[outcome], told.join('<br>')]
}

function seenOptions(options: Readonly<Record<string, readonly string[]>>): string {
  const shown = Object.entries(options).map(([option, where]) => `${code(option)} (${where.map(code).join(', ')})`)
  return shown.length === 0 ? 'not seen' : shown.join('<br>')
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(heads), `|${heads.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll('\n', ' ')}\``
}

/** Text of a server stays text: no markup, no cell of its own. */
function cell(text: string): string {
  return text
    .replaceAll('\\', '\\\\')
    .replace(/[`*_[\]<>~|]/g, (mark) => (mark === '<' ? '&lt;' : mark === '>' ? '&gt;' : `\\${mark}`))
    .replaceAll('\n', ' ')
}
