import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const vitest = join(root, 'node_modules/vitest')
const fixtures = join(root, 'dist/contracts/fixtures')

/** What a run of vitest left. */
export interface VitestRun extends Run {
  /** By vitest's own count. */
  readonly passed: number
  readonly failed: number
}

/** What a program left. */
export interface Run {
  readonly code: number | null
  /** Standard output and error, without colours. */
  readonly output: string
}

type Files = Readonly<Record<string, string>>

/** A project of its own that depends on the built package. */
export interface Project {
  /** Runs vitest in it. */
  vitest(args?: readonly string[]): Promise<VitestRun>
  /** Runs Node in it. */
  node(args: readonly string[]): Promise<Run>
  remove(): Promise<void>
}

/**
 * Runs vitest in such a project, and removes it.
 *
 * @param files - content by path; `vitest.config.mjs` among them where it is needed
 * @param args - further arguments of vitest
 */
export async function runVitest(files: Files, args: readonly string[] = []): Promise<VitestRun> {
  return inProject(files, (project) => project.vitest(args))
}

/** Runs Node in such a project, and removes it. */
export function runInProject(files: Files, args: readonly string[]): Promise<Run> {
  return inProject(files, (project) => project.node(args))
}

async function inProject<Result>(files: Files, work: (project: Project) => Promise<Result>): Promise<Result> {
  const project = await openProject(files)
  try {
    return await work(project)
  } finally {
    await project.remove()
  }
}

/**
 * Writes such a project.
 *
 * @param packages - folders of further packages by their names
 */
export async function openProject(files: Files, packages: Files = {}): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'apps-in-toss-mock-project-'))
  const modules = join(folder, 'node_modules')
  await installInto(modules)
  for (const [name, path] of Object.entries(packages)) await symlink(path, join(modules, name), 'dir')
  const all = { 'package.json': JSON.stringify({ private: true, type: 'module' }), ...files }
  for (const [path, content] of Object.entries(all)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
  return {
    async vitest(args = []) {
      const { code, output } = await runNode([join(vitest, 'vitest.mjs'), 'run', ...args], folder)
      const count = (what: string) => Number(new RegExp(`^\\s*Tests .*?(\\d+) ${what}`, 'm').exec(output)?.[1] ?? 0)
      return { code, output, passed: count('passed'), failed: count('failed') }
    },
    node: (args) => runNode(args, folder),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The built package as a copy, for vitest treats what a link leads to as code of the project; what it needs as links. */
async function installInto(modules: string): Promise<void> {
  const { dependencies, peerDependencies } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    await mkdir(dirname(join(modules, name)), { recursive: true })
    await symlink(join(root, 'node_modules', name), join(modules, name), 'dir')
  }
  const own = join(modules, 'apps-in-toss-mock')
  await mkdir(own)
  await cp(join(root, 'package.json'), join(own, 'package.json'))
  // Without types and the recorded examples: seven hundred files that no test runs.
  const filter = (path: string) => !/\.d\.c?ts$/.test(path) && path !== fixtures
  await cp(join(root, 'dist'), join(own, 'dist'), { recursive: true, filter })
  await symlink(fixtures, join(own, 'dist/contracts/fixtures'), 'dir')
}

/** Runs Node with nothing of this process's settings. */
export async function runNode(args: readonly string[], cwd: string, environment: Files = {}): Promise<Run> {
  const env = { PATH: process.env.PATH, HOME: cwd, NO_COLOR: '1', CI: '1', ...environment }
  const child = spawn(process.execPath, args, { cwd, env })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output: Buffer.concat(chunks).toString('utf8') }
}

/** Test files that would notice each other: all of them use the same order number, and each its own name and amount. */
export function manyFiles(count: number): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return Object.fromEntries(numbers.map((number) => [`file-${number}.test.mjs`, oneOfMany(number)]))
}

/** The config of such a project: one server for all files, and time enough for a machine that is busy. */
export const sharedServerConfig = `export default {
  test: {
    globalSetup: 'apps-in-toss-mock/vitest/global-setup',
    provide: { mockOptions: { strict: true } },
    testTimeout: 60_000,
  },
}
`

function oneOfMany(number: number): string {
  return `import { expect, test } from 'apps-in-toss-mock/vitest'

for (const round of [1, 2]) {
  test.concurrent('a user of its own pays, round ' + round, async ({ mock, client }) => {
    const name = '사용자${number}' + round
    const orderNo = 'laid-ready-${number}-' + round
    const amount = ${number} * 10 + round
    const { authorizationCode, referrer, userKey } = await mock.toss.logIn({ profile: { name } })
    const { accessToken } = await client.login.generateToken({ authorizationCode, referrer })
    expect((await client.login.loginMe({ accessToken })).name).toBe(name)

    const order = { orderNo: 'the-same-everywhere', productDesc: name, amount, amountTaxFree: 0, isTestPayment: true }
    const { payToken } = await client.pay.makePayment({ userKey, ...order })
    await mock.toss.payments.approve(payToken)
    const [answer] = mock.explore('pay.executePayment', { success: { amount, orderNo } })
    await mock.respondWith(answer)
    expect(await client.pay.executePayment({ userKey, payToken, isTestPayment: true })).toMatchObject(answer.body.success)
    expect((await mock.toss.payments.get(payToken)).status).toBe('PAY_APPROVED')

    expect(await mock.toss.users.list()).toHaveLength(1)
    expect(await mock.received()).toHaveLength(4)
    await expect(mock).toHaveReceived('pay.makePayment', { ...order }, { times: 1 })
    await expect(mock).toHaveNoFindings()
  })
}
`
}
