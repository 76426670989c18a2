import { existsSync } from 'node:fs'
import { expect, onTestFinished, test, vi } from 'vitest'
import { reportFailure } from '../../cli/failure.js'
import { CodedError, errorTable } from '../../errors/index.js'

/** What a person is told when the command line was called as this script. */
function told(script: string, error: unknown): string {
  const before = process.argv[1]
  let text = ''
  const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk)
    return true
  })
  onTestFinished(() => spy.mockRestore())
  process.argv[1] = script
  reportFailure(error)
  process.argv[1] = before as string
  return text
}

test.each([
  ['/shop/node_modules/.bin/apps-in-toss-mock', 'Start one with npx apps-in-toss-mock start,'],
  ['/usr/local/bin/apps-in-toss-mock', 'Start one with apps-in-toss-mock start,'],
  ['/src/dist/cli/main.js', 'Start one with node /src/dist/cli/main.js start,'],
])('a command in a fix works for who called %s', (script, fix) => {
  expect(told(script, new CodedError('ERR_NOT_RUNNING', 'no mock is running'))).toContain(fix)
})

test('a mark that is to be written into a file stands as it is, whoever called', () => {
  const fix = 'Put "# apps-in-toss-mock begin: ours" and "# apps-in-toss-mock end" around it.'
  expect(told('/src/dist/cli/main.js', new CodedError('ERR_ENV_FILE', 'it is yours', { fix }))).toContain(fix)
})

test('every error names a page that is there', () => {
  for (const code of Object.keys(errorTable) as (keyof typeof errorTable)[]) {
    const [, page = ''] = /docs:\S* {2}(.*)\n$/.exec(told('x', new CodedError(code, 'm'))) ?? []
    expect(existsSync(page.trim()) && page.endsWith(`/docs/errors/${code}.md`)).toBe(true)
  }
})
