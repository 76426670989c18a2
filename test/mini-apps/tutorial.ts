import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const page = readFileSync(join(root, 'docs/tutorial.md'), 'utf8')

/** What a reader does, one thing after the other. */
export type Step =
  /** Writes a file. */
  | { readonly file: string; readonly text: string }
  /** Runs commands to their end, or, in a terminal of their own, until this is said. */
  | { readonly commands: string; readonly stays?: RegExp }
  /** Looks at the page. */
  | { readonly picture: string }

/** The steps of the tutorial, as its page has them. */
export function stepsOfTutorial(): Step[] {
  const parts =
    /(?:^\[(?<file>[\w./-]+)\]\(\.\.\/examples\/mini-app\/[\w./-]+\)\n\n)?(?:^<!-- stays: (?<stays>.*) -->\n\n)?^```(?<language>\w+)\n(?<code>[\s\S]*?)^```$|^!\[.*\]\(tutorial\/(?<picture>[\w-]+)\.png\)$/gm
  return [...page.matchAll(parts)].map(({ groups = {} }): Step => {
    const { file, stays, language, code = '', picture } = groups
    if (picture !== undefined) return { picture }
    if (language === 'sh') return { commands: code, ...(stays !== undefined && { stays: new RegExp(stays) }) }
    // A file that is still to grow is named in its first line.
    const named = file ?? /^\/\/ (\S+)\n/.exec(code)?.[1]
    if (named === undefined) throw new Error(`whose text is this?\n${code}`)
    return { file: named, text: code }
  })
}

/** A reader's terminals, in one folder. */
export interface Terminals {
  write(file: string, text: string): void
  /** Runs commands to their end, and gives what they said. */
  run(commands: string): Promise<string>
  /** Runs commands in a terminal of their own, until they say so; gives what they said until then. */
  stay(commands: string, until: RegExp): Promise<string>
  /** Ends what stays. */
  close(): Promise<void>
}

/** Opens terminals in a folder; `cd` leads the next commands elsewhere. */
export function openTerminals(folder: string, environment: Record<string, string>): Terminals {
  let cwd = folder
  const staying: { end(): Promise<void> }[] = []
  const start = (commands: string) =>
    spawn('sh', ['-e', '-c', commands], {
      cwd,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that whatever the shell started ends with it.
      detached: true,
    })

  return {
    write(file, text) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true })
      writeFileSync(join(cwd, file), text)
    },
    async run(commands) {
      const child = start(`${commands}\npwd`)
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
      const code = await new Promise((resolve) => child.once('close', resolve))
      if (code !== 0) throw new Error(`${commands}ended with ${code}:\n${said}`)
      cwd = said.trimEnd().split('\n').at(-1) as string
      return said
    },
    stay(commands, until) {
      const child = start(commands)
      const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
      staying.push({
        async end() {
          if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGTERM')
          await ended
        },
      })
      return new Promise((resolve, reject) => {
        let said = ''
        const look = (part: Buffer) => {
          said += part
          if (until.test(said)) resolve(said)
        }
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look)
        void ended.then(() => reject(new Error(`${commands}ended:\n${said}`)))
      })
    },
    async close() {
      for (const each of staying.reverse()) await each.end()
    },
  }
}
