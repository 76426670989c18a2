import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'

const { isUpToDate, stamp } = await import(new URL('../../scripts/build-stamp.mjs', import.meta.url).href)

test.each([
  ['a source changed', 'cli/main.ts', 'export {} // other'],
  ['a source came', 'cli/more.ts', ''],
  ['a fixture changed', 'contracts/fixtures/one.json', '{ }'],
  ['a dependency changed', 'package-lock.json', '{ }'],
  ['what was built changed', 'dist/cli/main.js', 'other'],
  ['a file came to what was built', 'dist/more.js', ''],
])('is built again: %s', (_what, file, content) => {
  const folder = project()
  expect(isUpToDate(join(folder, 'dist'), folder)).toBe(true)
  put(folder, file, content)
  expect(isUpToDate(join(folder, 'dist'), folder)).toBe(false)
})

test('is built again: what was built is not there, or in part', () => {
  const folder = project()
  rmSync(join(folder, 'dist/cli/main.js'))
  expect(isUpToDate(join(folder, 'dist'), folder)).toBe(false)
  rmSync(join(folder, 'dist'), { recursive: true })
  expect(isUpToDate(join(folder, 'dist'), folder)).toBe(false)
})

test('is not built again: what is no source changed', () => {
  const folder = project()
  put(folder, 'README.md', 'other')
  put(folder, 'test/a.test.ts', '')
  expect(isUpToDate(join(folder, 'dist'), folder)).toBe(true)
})

/** A folder with sources, and what is said to be built of them. */
function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'build-stamp-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  put(folder, 'cli/main.ts', 'export {}')
  put(folder, 'contracts/fixtures/one.json', '{}')
  put(folder, 'package-lock.json', '{}')
  put(folder, 'dist/cli/main.js', '')
  stamp(join(folder, 'dist'), folder)
  return folder
}

function put(folder: string, file: string, content: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), content)
}
