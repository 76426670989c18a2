import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { columnsOfText } from '../../cli/terminal.js'
import { planInWords, reportInWords } from '../../cli/verify/in-words.js'
import { operations } from '../../contracts/index.js'
import { type MockServer, startMockServer } from '../../mock-server/index.js'
import { planOf, type Report, reportAsJson, reportAsJunit, reportAsMarkdown, verify } from '../../verify/index.js'
import { run } from '../mock-server/run.js'
import { hasTool } from '../tools.js'
import { startBrokenServer } from './broken-server.js'

const hostile = 'a | b `c` <d>&"\' ]]> \u0000\u001b[2J\ud800 한글 [x](javascript:1)\n## e'
const look = { paint: (_style: unknown, text: string) => text, columns: 80 }

/** Of a server that answers every wrong method and unknown path with text that means something in each of the formats. */
let report: Report
let mock: MockServer

beforeAll(async () => {
  mock = await startMockServer({ controlPort: false })
  await using server = await startBrokenServer(mock, {
    answers: [
      (answer, { path }) => {
        if (answer.json?.error?.errorCode === '4011') answer.json.error.reason = hostile
        if (!path.startsWith('/invented')) return
        answer.contentType = 'text/html'
        answer.text = hostile
      },
    ],
  })
  report = await verify({ baseUrl: server.baseUrl, ...mock.clientTls })
  return () => mock.close()
})

test('the JSON report is the report', () => {
  expect(JSON.parse(reportAsJson(report))).toEqual(JSON.parse(JSON.stringify(report)))
  expect(report.findings).toHaveLength(2)
  const { asTheContractSays, differs, notChecked } = report.counts
  expect(asTheContractSays + differs + notChecked).toBe(report.results.length)
})

describe('JUnit XML', () => {
  test('has a test case for each behaviour: what differs fails, what was not checked is skipped with the reason', () => {
    const xml = reportAsJunit(report)
    const elements = openedAndClosed(xml)
    expect(elements.testcase).toBe(report.results.length)
    expect(elements.failure).toBe(report.counts.differs)
    expect(elements.skipped).toBe(report.counts.notChecked)
    expect(xml).toContain(`failures="${report.counts.differs}"`)
    expect(xml).toContain('<skipped message="needs a fault of the platform"/>')
    expect(xml.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u)
  })

  test.runIf(hasTool('python3'))('is read by an XML parser of others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-junit-'))
    try {
      const file = join(folder, 'report.xml')
      await writeFile(file, reportAsJunit(report))
      const script =
        'import sys,xml.etree.ElementTree as E;r=E.parse(sys.argv[1]).getroot();' +
        'print(r.tag,len(r.findall("*/testcase")),len(r.findall("*/testcase/failure")))'
      const { stdout, stderr } = await run('python3', ['-c', script, file])
      expect(stderr).toBe('')
      expect(stdout).toBe(`testsuites ${report.results.length} ${report.counts.differs}\n`)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})

describe('Markdown', () => {
  test('has tables whose rows have as many cells as their heads, whatever the server answered', () => {
    const lines = reportAsMarkdown(report).split('\n')
    let columns = 0
    for (const [index, line] of lines.entries()) {
      if (!line.startsWith('|')) continue
      if (/^\|(---\|)+$/.test(lines[index + 1] ?? '')) columns = cells(line)
      expect([line, cells(line)]).toEqual([line, columns])
    }
    expect(lines.filter((line) => line.startsWith('#')).every((line) => !line.includes('## e'))).toBe(true)
    expect(lines.join('\n')).not.toContain('<d>')
    expect(lines).toContain('## Assumptions seen')
    expect(lines).toContain('## Variants seen')
  })
})

describe('the table for a terminal', () => {
  test('fits into 80 columns, Korean text included', () => {
    for (const verbose of [false, true]) {
      const lines = reportInWords(report, { ...look, verbose }).split('\n')
      expect(lines.filter((line) => columnsOfText(line) > 80)).toEqual([])
    }
  })

  test('is not steered by what a server sends', () => {
    expect(reportInWords(report, { ...look, verbose: true }).replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cs}]/u)
  })

  test('tells findings, assumptions, variants, and why the rest was not checked', () => {
    const text = reportInWords(report, look)
    expect(text).toContain('2 findings, in 3 behaviours.')
    expect(text).toMatch(/response\.body \(json\)\n +expected +JSON\n +got +text\/html: a \| b/)
    expect(text).toMatch(
      /tls\/version-1\.1\n +assumed: TLS 1\.1 is refused in the handshake\.\n.*\n +seen: refused with alert 70/,
    )
    expect(text).toMatch(/login\.invalidGrant\n +envelope \(default\): login\.generateToken, login\.refreshToken/)
    expect(text).toContain(`\n  ${operations.length}: needs a fault of the platform\n`)
    expect(text.split('\n').filter((line) => line.startsWith('  together'))).toHaveLength(1)
  })

  test('a plan names each request and why it does no harm', () => {
    const plan = planOf({ baseUrl: mock.baseUrl, ...mock.clientTls })
    const text = planInWords(plan, look)
    expect(text.match(/harmless: /g)).toHaveLength(plan.probes.length + plan.handshakes.length)
    expect(text.split('\n').filter((line) => columnsOfText(line) > 80)).toEqual([])
    expect(text).toContain('Nothing was sent')
  })
})

/** How often each element occurs. Throws where the XML is not well-formed. */
function openedAndClosed(xml: string): Record<string, number> {
  const counts: Record<string, number> = {}
  const open: string[] = []
  const body = xml.replace(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/, '')
  for (const [whole, closing, name = '', attributes = '', empty] of body.matchAll(
    /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>|</g,
  )) {
    if (whole === '<') throw new Error('a < that begins no element')
    if (/&(?!amp;|lt;|gt;|quot;|#10;)/.test(attributes)) throw new Error(`a bare & in ${attributes}`)
    if (closing === '/') expect(open.pop()).toBe(name)
    else {
      counts[name] = (counts[name] ?? 0) + 1
      if (empty !== '/') open.push(name)
    }
  }
  expect(open).toEqual([])
  expect(body.replaceAll(/&(amp|lt|gt|quot|#10);/g, '')).not.toContain('&')
  return counts
}

function cells(line: string): number {
  return line.replaceAll(/\\./g, '').split('|').length - 2
}
