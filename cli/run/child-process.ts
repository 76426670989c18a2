import { type ChildProcess, spawn } from 'node:child_process'
import { accessSync, constants as modes, statSync } from 'node:fs'
import { constants } from 'node:os'
import { delimiter, join } from 'node:path'
import { isatty } from 'node:tty'
import type { Environment } from '../settings/environment.js'
import type { Namespace } from './namespace.js'

/** A command that is to be run. */
export interface Command {
  readonly name: string
  readonly args: readonly string[]
  readonly environment: Environment
  /** What it is to run in. */
  readonly namespace?: Pick<Namespace, 'wrap' | 'attach'> | undefined
}

/** The signals that are passed on. Those that a terminal sends (`fromTerminal`) go to the child without us. */
const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const
const fromTerminal: readonly NodeJS.Signals[] = ['SIGINT', 'SIGQUIT']

/** Why a command could not be started, and the exit code that shells give such a one. */
export interface NotStarted {
  readonly code: 126 | 127
  readonly message: string
  readonly fix: string
}

/**
 * Runs a command on our own stdin, stdout and stderr until it ends. Signals are passed on to it, and nothing but it: what it
 * starts is its own business.
 *
 * @returns its exit code, 128 and the number of the signal that ended it, or why it could not be started
 */
export function runToEnd(command: Command): Promise<number | NotStarted> {
  const { name } = command
  return new Promise((resolve) => {
    const missing = command.namespace && whyMissing(name, command.environment.PATH)
    if (missing !== undefined) return resolve(notStarted(name, missing))
    let child: ChildProcess
    try {
      child = start(command)
    } catch (error) {
      // Of some reasons Node makes an event, of others (no format that can be executed, too much of environment) an exception.
      return resolve(notStarted(name, error as NodeJS.ErrnoException))
    }
    // Not by process.stdin, which makes a pipe non-blocking for everybody who shares it.
    const onTerminal = [0, 1, 2].some((fd) => isatty(fd))
    const listeners = passedOn.map((signal) => {
      const listener = () => {
        // Ctrl-C reaches the whole group of processes. Twice, many programs take it for "at once".
        if (!(onTerminal && fromTerminal.includes(signal))) child.kill(signal)
      }
      process.on(signal, listener)
      return { signal, listener }
    })
    const done = (outcome: number | NotStarted) => {
      for (const { signal, listener } of listeners) process.off(signal, listener)
      resolve(outcome)
    }
    child.once('error', (error: NodeJS.ErrnoException) => {
      if (child.pid === undefined) done(notStarted(name, error))
    })
    child.once('exit', (code, signal) => done(signal === null ? (code ?? 0) : 128 + constants.signals[signal]))
  })
}

function start({ name, args, environment, namespace }: Command): ChildProcess {
  const env = environment as NodeJS.ProcessEnv
  if (namespace === undefined) return spawn(name, args, { stdio: 'inherit', env })
  const [file, ...rest] = namespace.wrap(name, args)
  const child = spawn(file, rest, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env })
  namespace.attach(child)
  return child
}

/** Looks for a command as whoever executes it will: in a namespace it is another program that would say so. */
function whyMissing(name: string, path = ''): NodeJS.ErrnoException | undefined {
  const places = name.includes('/') ? [name] : path.split(delimiter).map((folder) => join(folder, name))
  let why: NodeJS.ErrnoException = Object.assign(new Error(), { code: 'ENOENT' })
  for (const place of places) {
    try {
      if (!statSync(place).isFile()) continue
      accessSync(place, modes.X_OK)
      return undefined
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EACCES') why = error as NodeJS.ErrnoException
    }
  }
  return why
}

function notStarted(name: string, { code, message }: NodeJS.ErrnoException): NotStarted {
  if (code === 'ENOENT') {
    return {
      code: 127,
      message: `the command ${JSON.stringify(name)} was not found`,
      fix: 'Check its name and PATH. A line for a shell goes in quotes behind a shell: run -- sh -c "…"',
    }
  }
  const why = code === 'EACCES' || code === 'ENOEXEC' ? `is not executable (${code})` : `cannot be started: ${message}`
  return {
    code: 126,
    message: `the command ${JSON.stringify(name)} ${why}`,
    fix: 'Name a program that may be executed.',
  }
}
