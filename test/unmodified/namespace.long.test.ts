import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { main, preparedFolder } from '../cli/command-line.js'
import { hasNamespaces } from '../runtimes/matrix.js'
import { hasTool } from '../tools.js'
import { type Outcome, runProgram, startProgram, until } from './production-code.js'

type Variables = Readonly<Record<string, string>>

async function run(flags: readonly string[], command: readonly string[], env: Variables = {}): Promise<Outcome> {
  const cwd = await preparedFolder()
  const words = [process.execPath, main, 'run', '--log-level', 'error', ...flags, '--', ...command]
  const outcome = await runProgram(words, { cwd, env: { TMPDIR: cwd, ...env } })
  expect(readdirSync(cwd).filter((name) => name.startsWith('apps-in-toss-mock-'))).toEqual([])
  return outcome
}

/** As a program that knows no proxy: by the name alone. */
const byName = (path: string) =>
  `curl -sS --noproxy "*" --cert "$APPS_IN_TOSS_CERT" --key "$APPS_IN_TOSS_KEY" https://apps-in-toss-api.toss.im${path}`

describe.runIf(hasNamespaces && hasTool('curl'))('run --namespace', () => {
  test('with a network of its own the mock is reached by name, address and control URL, and nothing else is', async () => {
    const elsewhere = createServer((_request, response) => void response.end('elsewhere'))
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void elsewhere.close())
    const { port } = elsewhere.address() as AddressInfo
    const calls = [
      byName('/none'),
      'echo',
      'curl -sS "$APPS_IN_TOSS_CONTROL_URL/health"',
      'echo',
      `curl -sS --noproxy "*" http://127.0.0.1:${port}/ 2>&1`,
      'curl -sS --noproxy "*" https://192.0.2.1/ 2>&1',
      'curl -sS https://192.0.2.1/ 2>&1',
    ]
    const { code, stdout, stderr } = await run(['--namespace', 'network'], ['sh', '-c', calls.join('\n')])
    const lines = stdout.trim().split('\n')
    expect(lines[0]).toContain('"errorCode":"NOT_FOUND"')
    expect(lines[1]).toBe('{"status":"ok"}')
    expect(lines[2]).toMatch(/Failed to connect to 127\.0\.0\.1/)
    expect(lines[3]).toMatch(/Couldn't connect to server|Network is unreachable/)
    expect(lines[4]).toContain('403')
    expect(code).not.toBe(0)
    expect(stderr.split('\n', 1)[0]).toBe(
      'apps-in-toss-mock: the command has a network of its own: it reaches the mock, and neither other hosts nor services of this machine (a database on localhost)',
    )
    expect(stderr).toMatch(/^ {2}GET \/none +1 +1 {2}NOT_FOUND$/m)
  })

  test('with a hosts file of its own only the two names change, and only for the command', async (context) => {
    const elsewhere = createServer((_request, response) => void response.end('elsewhere'))
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void elsewhere.close())
    const { port } = elsewhere.address() as AddressInfo
    const before = readFileSync('/etc/hosts', 'utf8')
    const calls = [
      `curl -sS --noproxy "*" http://127.0.0.1:${port}/`,
      'echo',
      byName('/none'),
      'echo',
      'cat /etc/hosts',
    ]
    const outcome = await run(['--namespace', 'hosts'], ['sh', '-c', calls.join('\n')])
    if (outcome.stderr.includes('port 443 may not be used')) context.skip('port 443 is not for this user')
    const [first, second, ...hosts] = outcome.stdout.trim().split('\n')
    expect(first).toBe('elsewhere')
    expect(second).toContain('"errorCode":"NOT_FOUND"')
    expect(hosts.slice(0, 2)).toEqual([
      expect.stringMatching(/^127\.0\.83\.\d+ apps-in-toss-api\.toss\.im$/),
      expect.stringMatching(/^127\.0\.83\.\d+ pay-apps-in-toss-api\.toss\.im$/),
    ])
    expect(hosts.join('\n')).toContain(before.trim().split('\n')[0])
    expect(readFileSync('/etc/hosts', 'utf8')).toBe(before)
  })

  test('user, exit code, signals, stdin and arguments are the command’s own', async () => {
    expect((await run(['--namespace', 'network'], ['sh', '-c', 'exit 7'])).code).toBe(7)
    expect((await run(['--namespace', 'network'], ['sh', '-c', 'kill -9 $$'])).code).toBe(137)
    const { stdout } = await run(
      ['--namespace', 'network'],
      ['sh', '-c', 'id -u; printf "%s|" "$@"; echo "$NODE_CHANNEL_FD"', 'sh', 'two words', '', '--'],
    )
    expect(stdout).toBe(`${process.getuid?.()}\ntwo words||--|\n`)
    const cwd = await preparedFolder()
    const waits = 'trap "echo got it; exit 5" TERM; echo ready; while :; do sleep 0.05; done'
    const command = [process.execPath, main, 'run', '--namespace', 'network', '--', 'sh', '-c', waits]
    const child = startProgram(command, { cwd })
    const ended = new Promise((resolve) => child.once('close', (exit) => resolve(exit)))
    const whole = until(child.stdout, /ready\n[\s\S]*got it\n/)
    child.stdout?.once('data', () => child.kill('SIGTERM'))
    await whole
    expect(await ended).toBe(5)
  })

  test('a command that is not there gives 127, and one that may not be executed 126', async () => {
    const missing = await run(['--namespace'], ['no-such-command'])
    expect(missing.code).toBe(127)
    expect(missing.stderr).toContain('error: the command "no-such-command" was not found')
    expect((await run(['--namespace'], ['/etc/hosts'])).code).toBe(126)
  })

  test('where the kernel refuses, the command is not started', async () => {
    const cwd = await preparedFolder()
    mkdirSync(join(cwd, 'bin'))
    const refusing = join(cwd, 'bin/unshare')
    writeFileSync(refusing, '#!/bin/sh\necho "unshare: unshare failed: Operation not permitted" >&2\nexit 1\n')
    chmodSync(refusing, 0o755)
    const words = [process.execPath, main, 'run', '--namespace', '--', 'echo', 'it went out']
    const { code, stdout, stderr } = await runProgram(words, {
      cwd,
      env: { PATH: `${join(cwd, 'bin')}:${process.env.PATH}` },
    })
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(
      /^error: run --namespace cannot make a namespace: the kernel refuses it: unshare: unshare failed: Operation not permitted\nfix: {3}/,
    )
    expect(stderr).toContain('docs/errors/ERR_NAMESPACE.md')
  })
})

test('another kind is refused before anything starts', async () => {
  const { code, stderr } = await run(['--namespace', 'both'], ['true'])
  expect(code).toBe(2)
  expect(stderr).toContain('Allowed choices are hosts, network')
})
