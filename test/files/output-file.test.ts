import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { claimOutput, isStandardOutput } from '../../files/index.js'

let dir = ''
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-files-'))
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }))
})

const isOurs = (head: string) => head.startsWith('ours')
const at = (name: string) => join(dir, name)

test('what is not there is made, readable by others unless it is secret; an earlier one of ours is replaced', () => {
  claimOutput(at('report'), { isOurs }).write('ours, first')
  expect(statSync(at('report')).mode & 0o777).toBe(0o666 & ~process.umask())
  claimOutput(at('report'), { isOurs }).write('ours, second')
  expect(readFileSync(at('report'), 'utf8')).toBe('ours, second')
  claimOutput(at('secret'), { isOurs, isSecret: true }).write('ours')
  expect(statSync(at('secret')).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir).sort()).toEqual(['report', 'secret'])
})

test('an empty file is nobody’s, and keeps its permissions', () => {
  writeFileSync(at('empty'), '', { mode: 0o600 })
  claimOutput(at('empty'), { isOurs }).write('ours')
  expect(readFileSync(at('empty'), 'utf8')).toBe('ours')
  expect(statSync(at('empty')).mode & 0o777).toBe(0o600)
})

test('somebody else’s file is left as it is, unless --force is meant', () => {
  writeFileSync(at('theirs'), 'theirs')
  expect(() => claimOutput(at('theirs'), { isOurs })).toThrow(
    expect.objectContaining({
      code: 'ERR_OUTPUT_FILE',
      message: `${at('theirs')} was not written by apps-in-toss-mock, and is left as it is`,
      fix: 'Name another file, move that one away, or write over it with --force.',
    }),
  )
  claimOutput(at('theirs'), { isOurs, force: true }).write('new')
  expect(readFileSync(at('theirs'), 'utf8')).toBe('new')
})

test('a file that somebody made since it was claimed is left as it is', () => {
  const whole = claimOutput(at('late'), { isOurs })
  const inParts = claimOutput(at('late'), { isOurs }).begin()
  inParts.write('ours')
  writeFileSync(at('late'), 'theirs')
  expect(() => whole.write('ours')).toThrow('is left as it is')
  expect(() => inParts.finish()).toThrow('is left as it is')
  inParts.discard()
  expect(readFileSync(at('late'), 'utf8')).toBe('theirs')
  expect(readdirSync(dir)).toEqual(['late'])
})

test('a link stays one: what it leads to is written', () => {
  writeFileSync(at('real'), 'ours')
  symlinkSync('real', at('link'))
  claimOutput(at('link'), { isOurs }).write('ours, new')
  expect(lstatSync(at('link')).isSymbolicLink()).toBe(true)
  expect(readFileSync(at('real'), 'utf8')).toBe('ours, new')
})

test.each([true, false])('a link that leads nowhere, a folder and a device are refused (force: %s)', (force) => {
  symlinkSync('nowhere', at('link'))
  mkdirSync(at('folder'))
  const refused = (path: string, message: RegExp) =>
    expect(() => claimOutput(path, { isOurs: () => true, force })).toThrow(
      expect.objectContaining({ code: 'ERR_OUTPUT_FILE', message: expect.stringMatching(message) }),
    )
  refused(at('link'), /link is a link to nowhere, which is not there$/)
  refused(at('folder'), /folder is a folder$/)
  if (process.platform !== 'win32') refused('/dev/null', /^\/dev\/null is a device or a pipe, and no file$/)
  expect(existsSync(at('nowhere'))).toBe(false)
})

test('a folder that is not there is named before anything is done', () => {
  expect(() => claimOutput(at('no/such'), { isOurs })).toThrow(
    expect.objectContaining({
      code: 'ERR_OUTPUT_FILE',
      message: `${at('no/such')} cannot be written (ENOENT)`,
      fix: 'Make its folder first.',
    }),
  )
})

test('the standard output is no file', () => {
  expect(['-', '/dev/stdout', 'stdout', './-'].map(isStandardOutput)).toEqual([true, true, false, false])
})
