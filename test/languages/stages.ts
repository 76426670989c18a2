import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ExchangeEntry, JournalEntry } from '../../mock-server/index.js'
import type { Example } from './examples.js'
import type { RunningMock } from './mock.js'
import { type Outcome, runProgram } from './processes.js'
import { asInProduction, replaced } from './production-lines.js'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** The three ways in which each example is run. */
export const stages = ['story', 'production', 'no certificate'] as const
export type Stage = (typeof stages)[number]

/** One example on its way through one stage. */
export interface Attempt {
  readonly example: Example
  readonly stage: Stage
  readonly folder: string
  /** Why it failed; empty when all is well. */
  problems: string[]
  seconds: number
  /** What the program wrote on stderr. */
  said: string
}

/** What the story leaves in the journal. */
export const calls = [
  'login.generateToken',
  'login.loginMe',
  'pay.makePayment',
  'pay.executePayment',
  'pay.getPaymentStatus',
] as const

/** Copies an example, changed as the stage wants it. */
export function prepare(example: Example, stage: Stage, parent: string): Attempt {
  const folder = join(parent, `${example.folder}-${example.source.replace(/\W/g, '-')}-${stage.replace(' ', '-')}`)
  cpSync(join(root, 'examples', example.folder), folder, { recursive: true })
  // For the packages that Node's examples import.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const path = join(folder, example.source)
  const source = readFileSync(path, 'utf8')
  if (stage === 'production') writeFileSync(path, asInProduction(source))
  if (stage === 'no certificate') writeFileSync(path, replaced(source, example.withoutCertificate))
  return { example, stage, folder, problems: [], seconds: 0, said: '' }
}

/** Compiles what has to be compiled, as many at a time as there are processors. */
export async function compileAll(attempts: readonly Attempt[]): Promise<void> {
  const waiting = attempts.filter(({ example }) => example.compile !== undefined)
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await compile(next)
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker))
}

async function compile(attempt: Attempt): Promise<void> {
  const command = attempt.example.compile?.() ?? []
  // Go finds its cache by HOME, and knows nothing of a module that it would have to download.
  const env = { ...bare(), GOFLAGS: '-mod=mod', GOPROXY: 'off' }
  const { code, stdout, stderr, seconds } = await runProgram(command, { cwd: attempt.folder, env, timeout: 240_000 })
  attempt.seconds += seconds
  if (code !== 0) attempt.problems.push(`${command[0]} ended with ${code}:\n${stdout}${stderr}`)
}

/** Runs a compiled attempt against the mock, and compares what it printed and what came there. */
export async function run(attempt: Attempt, mock: RunningMock): Promise<void> {
  if (attempt.problems.length > 0) return
  await mock.newEntries()
  const outcome = await runProgram(commandOf(attempt, mock), {
    cwd: attempt.folder,
    env: environmentOf(attempt, mock),
    timeout: 60_000,
  })
  attempt.seconds += outcome.seconds
  attempt.said = outcome.stderr
  const judge = attempt.stage === 'no certificate' ? wasRefused : wentWell
  attempt.problems.push(...(await judge(outcome, mock)))
}

function commandOf({ example, stage }: Attempt, mock: RunningMock): string[] {
  const [name = '', ...args] = example.command()
  const flags = stage === 'production' ? (example.toMock.flags?.(new URL(mock.proxyUrl)) ?? []) : []
  return [name, ...flags, ...args]
}

function environmentOf({ example: { toMock }, stage }: Attempt, mock: RunningMock): Record<string, string> {
  const variables: Record<string, string> = { ...bare(), ...mock.variables }
  if (stage !== 'production') return variables
  const { APPS_IN_TOSS_CA: ca = '', ...others } = variables
  if (toMock.redirect) {
    return { ...variables, NODE_OPTIONS: `--import=${new URL('../../dist/redirect/register.js', import.meta.url)}` }
  }
  const { APPS_IN_TOSS_BASE_URL, APPS_IN_TOSS_PAY_BASE_URL, ...rest } = others
  return {
    ...rest,
    ...(toMock.trust === undefined ? { APPS_IN_TOSS_CA: ca } : { [toMock.trust]: ca }),
    HTTPS_PROXY: mock.proxyUrl,
    https_proxy: mock.proxyUrl,
  }
}

function bare(): Record<string, string> {
  const { PATH = '', HOME = '/tmp' } = process.env
  // A JVM prints in the locale's character set.
  return { PATH, HOME, LC_ALL: 'C.UTF-8' }
}

async function wentWell({ code, stdout, stderr }: Outcome, mock: RunningMock): Promise<string[]> {
  const entries = await mock.newEntries()
  if (code !== 0) return [`it ended with ${code}:\n${stdout}${stderr}`, ...inWords(entries)]
  const exchanges = entries.filter((entry): entry is ExchangeEntry => entry.kind === 'exchange')
  const problems = inWords(entries)
  const called = exchanges.map(({ operation }) => operation)
  if (String(called) !== String(calls))
    problems.push(`expected the calls ${calls.join(', ')}, got ${called.join(', ')}`)
  // The mini-app is the common name of the client certificate: with another one the call would be another mini-app's.
  const strangers = exchanges.filter(({ miniApp }) => miniApp !== 'my-mini-app')
  if (strangers.length > 0) problems.push(`calls of another mini-app: ${strangers.map(({ miniApp }) => miniApp)}`)

  const userKey = exchanges.find(({ operation }) => operation === 'login.loginMe')?.userKey
  const expected = JSON.stringify({ userKey, name: '김토스', payStatus: 'PAY_COMPLETE' })
  const printed = inOrder(stdout)
  if (userKey === undefined || printed !== expected) problems.push(`expected the last line ${expected}, got ${printed}`)
  return problems
}

/** The last line, with its keys in our order. */
function inOrder(stdout: string): string {
  const last = stdout.trimEnd().split('\n').at(-1) ?? ''
  try {
    return JSON.stringify(JSON.parse(last), ['userKey', 'name', 'payStatus'])
  } catch {
    return last
  }
}

/** Whatever is wrong in the journal. */
function inWords(entries: readonly JournalEntry[]): string[] {
  return entries.flatMap((entry) => {
    if (entry.kind === 'handshake-refusal') return [`handshake refused (${entry.reason}): ${entry.message}`]
    if (entry.kind === 'notice') return [`${entry.notice}: ${entry.message}`]
    if (entry.kind !== 'exchange') return []
    const { method, path, resultType, because = '', violations } = entry
    const broken = violations.map((violation) => `${path} broke the contract: ${JSON.stringify(violation)}`)
    return resultType === 'SUCCESS' ? broken : [`${method} ${path}: ${resultType} ${because}`, ...broken]
  })
}

async function wasRefused({ code, stdout }: Outcome, mock: RunningMock): Promise<string[]> {
  const entries = await mock.newEntries()
  // The server may learn of the end of a connection after the client's process is gone.
  for (const until = Date.now() + 3_000; entries.length === 0 && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    entries.push(...(await mock.newEntries()))
  }
  const problems: string[] = []
  if (code === 0) problems.push(`without a certificate it ended with 0: ${stdout}`)
  if (code === null) problems.push('without a certificate it hung')
  if (entries.some(({ kind }) => kind === 'exchange')) problems.push('without a certificate a call came through')
  if (!entries.some((entry) => entry.kind === 'handshake-refusal' && entry.reason === 'no-client-certificate')) {
    problems.push(`the journal has no refusal for want of a certificate: ${JSON.stringify(entries)}`)
  }
  return problems
}
