import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A process that answers questions. */
export interface Child {
  /** What it said by itself when it was ready; undefined where it says nothing. */
  readonly ready: Promise<unknown>
  /** Asks, and resolves with the answer. Rejects where the process ends first. */
  ask<T>(message: object): Promise<T>
  /** Everything that it wrote to its standard output and error. */
  output(): string
  /** Undefined while it runs. */
  readonly ended: string | undefined
  end(): Promise<void>
}

/** Runs a script of this folder. */
export function startChild(script: string, execArgv: readonly string[] = []): Child {
  const child = fork(fileURLToPath(new URL(script, import.meta.url)), [], {
    execArgv: [...execArgv],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const pieces: Buffer[] = []
  child.stdout?.on('data', (piece) => pieces.push(piece))
  child.stderr?.on('data', (piece) => pieces.push(piece))
  const waiting = new Map<number, { resolve: (answer: unknown) => void; reject: (reason: Error) => void }>()
  const expectAnswer = (id: number) => new Promise<unknown>((resolve, reject) => waiting.set(id, { resolve, reject }))
  const ready = expectAnswer(0)
  ready.catch(() => {})
  let asked = 0
  let ended: string | undefined
  child.on('message', ({ id, answer }: { id: number; answer: unknown }) => {
    waiting.get(id)?.resolve(answer)
    waiting.delete(id)
  })
  const exited = once(child, 'exit').then(([code, signal]) => {
    ended = `${script} ended with ${signal ?? code}: ${Buffer.concat(pieces).toString().slice(-2_000)}`
    for (const { reject } of waiting.values()) reject(new Error(ended))
  })
  return {
    ready,
    ask<T>(message: object) {
      if (ended !== undefined) return Promise.reject(new Error(ended))
      const id = ++asked
      const answer = expectAnswer(id) as Promise<T>
      child.send({ id, ...message })
      return answer
    },
    output: () => Buffer.concat(pieces).toString(),
    get ended() {
      return ended
    },
    async end() {
      if (child.connected) child.disconnect()
      await exited
    },
  }
}
