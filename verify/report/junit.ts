import { groupOf, nameOf, type Report, type Result } from './report.js'

/**
 * The report as JUnit XML, which CI servers read: a suite for each operation, a test case for each behaviour. What differs is a
 * failure; what was not checked is skipped, with the reason.
 */
export function reportAsJunit({ results, counts, seconds, startedAt, baseUrl }: Report): string {
  const groups = [...new Set(results.map(groupOf))]
  const suites = groups.map((group) =>
    suite(
      group,
      results.filter((result) => groupOf(result) === group),
      startedAt,
    ),
  )
  const all = attributes({
    name: `apps-in-toss-mock verify, ${baseUrl}`,
    tests: results.length,
    failures: counts.differs,
    errors: 0,
    skipped: counts.notChecked,
    time: seconds,
  })
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${all}>\n${suites.join('\n')}\n</testsuites>\n`
}

function suite(group: string, results: readonly Result[], startedAt: string): string {
  const count = (outcome: Result['outcome']) => results.filter((result) => result.outcome === outcome).length
  const head = attributes({
    name: group,
    tests: results.length,
    failures: count('differs'),
    errors: 0,
    skipped: count('not checked'),
    time: 0,
    timestamp: startedAt.replace(/\.\d+Z$/, ''),
  })
  return `  <testsuite${head}>\n${results.map(testCase).join('\n')}\n  </testsuite>`
}

function testCase(result: Result): string {
  const { says, known, outcome, differences, seen, reason } = result
  const head = attributes({ classname: groupOf(result), name: `${nameOf(result)}: ${says}`, time: 0 })
  const inside: string[] = []
  if (outcome === 'differs') {
    const lines = differences.map(
      ({ field, rule, expected, got }) => `${field} (${rule}): expected ${expected}, got ${got}`,
    )
    const message = attributes({ message: lines[0] ?? '', type: 'difference' })
    inside.push(`<failure${message}>${escapeText(lines.join('\n'))}</failure>`)
  }
  if (outcome === 'not checked') inside.push(`<skipped${attributes({ message: reason ?? '' })}/>`)
  if (seen.length > 0) {
    inside.push(
      `<system-out>${escapeText([`known: ${known}`, ...seen.map((line) => `seen: ${line}`)].join('\n'))}</system-out>`,
    )
  }
  return `    <testcase${head}>${inside.map((line) => `\n      ${line}`).join('')}\n    </testcase>`
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(
      ([name, value]) => ` ${name}="${escapeText(String(value)).replaceAll('"', '&quot;').replaceAll('\n', '&#10;')}"`,
    )
    .join('')
}

/** XML 1.0 knows no other control characters, and no halves of surrogate pairs. */
function escapeText(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
