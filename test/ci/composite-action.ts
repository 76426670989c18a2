import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly outputs?: Readonly<Record<string, { readonly value: string }>>
  readonly runs: { readonly using: string; readonly steps: readonly Step[] }
}

interface Step {
  readonly id?: string
  readonly if?: string
  readonly shell?: string
  readonly env?: Readonly<Record<string, string>>
  readonly run?: string
  readonly uses?: string
  readonly with?: Readonly<Record<string, string>>
}

/** A runner refuses a default of an input that names another context: `env` and `inputs` among them. */
const knownToDefaults = ['github', 'strategy', 'matrix', 'job', 'runner']

/** What the job of a runner keeps from step to step. */
export interface Job {
  readonly temp: string
  readonly workspace: string
  environment: Record<string, string>
}

/** What an action left. */
export interface ActionRun {
  /** The exit code of each step with `run`; undefined of one that was skipped. */
  readonly codes: readonly (number | undefined)[]
  /** stdout and stderr of all of them. */
  readonly log: string
  readonly outputs: Readonly<Record<string, string>>
  /** The steps with `uses`, and what they would be given. */
  readonly used: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[]
}

/** Does what a runner of GitHub does with a composite action, but for steps that are other actions. */
export async function runAction(
  folder: string,
  job: Job,
  given: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const { inputs, outputs = {}, runs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as Action
  if (runs.using !== 'composite') throw new Error(`${runs.using} is no composite action`)
  const results = new Map<string, Record<string, string>>()
  const contexts = (values: Readonly<Record<string, string>>) => (expression: string) => {
    const [context = '', name = '', ...rest] = expression.split('.')
    if (context === 'inputs') return values[name]
    if (context === 'runner' && name === 'temp') return job.temp
    if (context === 'github' && name === 'action_path') return folder
    if (context === 'github' && name === 'job') return 'test'
    if (context === 'env') return job.environment[name] ?? ''
    if (context === 'steps' && rest[0] === 'outputs') return results.get(name)?.[rest[1] as string] ?? ''
    return undefined
  }
  const fill = (text: string, values: Readonly<Record<string, string>>, known?: readonly string[]) =>
    text.replaceAll(/\$\{\{\s*([\w.-]+(?:\s*\|\|\s*[\w.-]+)*)\s*\}\}/g, (_, expression: string) => {
      const found = expression.split('||').map((each) => {
        const name = each.trim()
        const value = known?.includes(name.split('.')[0] as string) === false ? undefined : contexts(values)(name)
        if (value === undefined) throw new Error(`nobody knows ${name} there`)
        return value
      })
      return found.find((value) => value !== '') ?? ''
    })
  const values = Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      given[name] ?? fill(input.default ?? '', {}, knownToDefaults),
    ]),
  )
  const codes: (number | undefined)[] = []
  const used: { uses: string; with: Record<string, string> }[] = []
  let log = ''
  for (const step of runs.steps) {
    const failed = codes.some((code) => code !== 0 && code !== undefined)
    if (failed && step.if !== 'always()') {
      if (step.run !== undefined) codes.push(undefined)
      continue
    }
    const filled = (texts: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, fill(text, values)]))
    if (step.uses !== undefined) {
      used.push({ uses: step.uses, with: filled(step.with) })
      continue
    }
    if (step.shell !== 'bash' || step.run === undefined) throw new Error('a step without run, or of another shell')
    const ended = await runStep(fill(step.run, values), job, filled(step.env))
    codes.push(ended.code)
    log += ended.log
    if (step.id !== undefined) results.set(step.id, ended.outputs)
  }
  return {
    codes,
    log,
    used,
    outputs: Object.fromEntries(Object.entries(outputs).map(([name, { value }]) => [name, fill(value, values)])),
  }
}

async function runStep(script: string, job: Job, env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(job.temp, 'step-'))
  const file = (name: string, content = '') => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const [GITHUB_ENV, GITHUB_OUTPUT, GITHUB_PATH] = [file('env'), file('output'), file('path')]
  mkdirSync(job.workspace, { recursive: true })
  // https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax: what "bash" stands for.
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file('script.sh', script)], {
    cwd: job.workspace,
    env: { ...job.environment, ...env, GITHUB_ENV, GITHUB_OUTPUT, GITHUB_PATH, CI: 'true' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      log += chunk
    })
  }
  const [code] = (await once(child, 'close')) as [number]
  const added = readFileSync(GITHUB_PATH, 'utf8').split('\n').filter(Boolean)
  const PATH = [...added.reverse(), job.environment.PATH].join(':')
  job.environment = { ...job.environment, ...variablesIn(readFileSync(GITHUB_ENV, 'utf8')), PATH }
  return { code, log, outputs: variablesIn(readFileSync(GITHUB_OUTPUT, 'utf8')) }
}

/** `NAME=value`, and `NAME<<MARK` with lines up to the mark. */
function variablesIn(text: string): Record<string, string> {
  const variables: Record<string, string> = {}
  const lines = text.split('\n')
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    if (line === '') continue
    const several = /^([^=<]+)<<(.+)$/.exec(line)
    if (several !== null) {
      const end = lines.indexOf(several[2] as string)
      if (end < 0) throw new Error(`no end of ${several[1]}`)
      variables[several[1] as string] = lines
        .splice(0, end + 1)
        .slice(0, -1)
        .join('\n')
      continue
    }
    const [, name, value] = /^([^=]+)=(.*)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`the runner would refuse the line ${JSON.stringify(line)}`)
    variables[name] = value as string
  }
  return variables
}
