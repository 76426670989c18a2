import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { nothingCame } from '../../cli/run/nothing-came.js'
import { type ProgramKind, programKind } from '../../cli/run/program-kind.js'

test.each<[string[], ProgramKind | undefined]>([
  [['bun', 'run', 'start'], 'Bun'],
  [['/usr/local/bin/deno', 'run', 'main.ts'], 'Deno'],
  [['go', 'test', './...'], 'Go'],
  [['./gradlew', 'test'], 'JVM'],
  [['npm', 'test'], 'Node'],
  [['php8.2', 'artisan', 'test'], 'PHP'],
  [['python3.11', '-m', 'pytest'], 'Python'],
  [['sh', '-c', 'cd app && MODE=bun exec deno task test'], 'Deno'],
  [['env', 'PATH=/bun', 'php', 'x.php'], 'PHP'],
  [['my-server'], undefined],
])('%j is %s', (command, kind) => {
  expect(programKind(command, '')).toBe(kind)
})

test('a script is what its first line names, and a program of Go what Go writes into it', () => {
  const dir = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-kind-'))
  onTestFinished(() => rmSync(dir, { recursive: true }))
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(dir, name), content)
    chmodSync(join(dir, name), 0o755)
  }
  file('script', '#!/usr/bin/env php\n<?php')
  file('server', Buffer.from(`\x7fELF${'\0'.repeat(1_000)}\xff Go buildinf:`, 'latin1'))
  file('other', Buffer.from(`\x7fELF${'\0'.repeat(1_000)}`, 'latin1'))
  expect(['script', 'server', 'other', 'missing'].map((name) => programKind([name], dir))).toEqual([
    'PHP',
    'Go',
    undefined,
    undefined,
  ])
  expect(programKind([join(dir, 'server')])).toBe('Go')
})

test('what nothing coming means is said for this kind of program, with what leads it', () => {
  expect(nothingCame('Go', false, 'linux')).toMatch(
    /to the real host\. This is a Go program: .*Proxy: http\.ProxyFromEnv/,
  )
  expect(nothingCame('PHP', false, 'linux')).toMatch(/streams .* know no HTTPS_PROXY.*run --namespace/)
  expect(nothingCame('PHP', false, 'darwin')).not.toContain('--namespace')
  expect(nothingCame(undefined, false, 'linux')).toContain('clears the environment')
  expect(nothingCame('Go', true)).not.toContain('HTTPS_PROXY')
})
