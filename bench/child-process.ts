import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process that has said, in one line of JSON on its standard output, that it is ready. */
export interface ReadyProcess<Line> {
  readonly pid: number
  readonly line: Line
  /** `performance.now()` just before it was spawned. */
  readonly spawnedAt: number
  /** Sends a question over IPC, and resolves with the answer. Rejects where the process ends without one. */
  ask<Answer>(question: string, rest?: object): Promise<Answer>
  /** What it wrote to its standard error, where that is kept. */
  output(): string
  /** How it ended; undefined while it runs. */
  readonly ended: string | undefined
  /** Ends it: SIGTERM, and SIGKILL where that does not help within 5 s. Resolves when it is gone. */
  end(): Promise<void>
}

const running = new Set<ChildProcess>()

process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1))

/** A path in this repository. */
export function inRepository(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}

/**
 * Spawns Node and waits for the first line of its standard output. Whatever becomes of this process, it ends that one.
 *
 * @param args of node
 * @param ipc whether {@link ReadyProcess.ask} will be used; without it, the process has no channel to look after
 * @param keepOutput whether {@link ReadyProcess.output} will be used; by default its standard error is this process's
 * @throws Error where it ends before it said anything
 */
export async function startProcess<Line>(
  args: readonly string[],
  { ipc = false, keepOutput = false }: { ipc?: boolean; keepOutput?: boolean } = {},
): Promise<ReadyProcess<Line>> {
  const spawnedAt = performance.now()
  const child = spawn(process.execPath, args, {
    stdio: ['ignore', 'pipe', keepOutput ? 'pipe' : 'inherit', ...(ipc ? (['ipc'] as const) : [])],
  })
  running.add(child)
  const pieces: Buffer[] = []
  if (keepOutput) child.stderr?.on('data', (piece) => pieces.push(piece))
  let ended: string | undefined
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      ended = `${commandOf(args)} ended: ${code ?? signal} ${Buffer.concat(pieces).toString().slice(-2_000)}`.trim()
      running.delete(child)
      resolve()
    })
  })
  const questions = new Map<number, { resolve(answer: never): void; reject(error: Error): void }>()
  child.on('message', ({ id, answer }: { id: number; answer: never }) => {
    questions.get(id)?.resolve(answer)
    questions.delete(id)
  })
  child.once('exit', () => {
    for (const { reject } of questions.values()) reject(new Error(ended))
  })
  const line = await firstLine(child, args)
  let asked = 0
  return {
    pid: child.pid as number,
    line: JSON.parse(line) as Line,
    spawnedAt,
    output: () => Buffer.concat(pieces).toString(),
    get ended() {
      return ended
    },
    ask(question, rest = {}) {
      asked += 1
      const id = asked
      return new Promise((resolve, reject) => {
        questions.set(id, { resolve, reject })
        child.send({ id, question, ...rest }, (error) => error && reject(error))
      })
    },
    async end() {
      child.kill('SIGTERM')
      const giveUp = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await gone
      clearTimeout(giveUp)
    },
  }
}

function firstLine(child: ChildProcess, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) throw new Error('standard output is not a pipe')
    createInterface({ input: child.stdout }).once('line', resolve)
    child.once('error', reject)
    child.once('exit', (code, signal) => reject(new Error(`${commandOf(args)} ended early: ${code ?? signal}`)))
  })
}

function commandOf(args: readonly string[]): string {
  return `node ${args.join(' ')}`
}
