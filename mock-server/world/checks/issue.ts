import { CodedError, type ErrorCode, errorTable } from '../../../errors/index.js'

/** The keys and places that lead to a value: `['miniApps', 'shop', 'users', 3]`. */
export type Path = readonly (string | number)[]

/** A place in a text, both counted from 1. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** One thing that is wrong with a seed. */
export interface Issue {
  readonly path: Path
  /** A keyword of JSON Schema, or `syntax`, `format`, `duplicate`, `reference`, `combination`, `refused`. */
  readonly rule: string
  /** One sentence that begins with the field. */
  readonly message: string
  /** What to do, where the sentence does not say it. */
  readonly fix?: string | undefined
  /** Where it is known before the path is. */
  readonly position?: Position
}

/** A seed: what it says, and where. */
export interface SeedSource {
  /** How it is called in messages: the file's path, or `world`. */
  readonly name: string
  readonly content: unknown
  /** Of a file: all of it. */
  readonly text?: string
  /** Where they are; of what is not there, where its nearest parent is. All undefined where there is no text. */
  locate(places: readonly Place[]): readonly (Position | undefined)[]
}

/** What is looked for in a text: a value (of a large one, its key), or a key. */
export interface Place {
  readonly path: Path
  readonly isKey: boolean
}

/** An issue, and where in the file it is. */
export interface LocatedIssue {
  /** As text: `miniApps.shop.users[3].profile.phone`. */
  readonly field: string
  readonly rule: string
  readonly message: string
  /** Absent where the seed is not a file. */
  readonly line?: number
  readonly column?: number
}

/** So many issues are found at most, and so many of them told in the message. */
export const issueBounds = { found: 100, told: 20 } as const

/** A seed that cannot be used, with everything that is wrong with it. Nothing of it was applied. */
export class SeedFileError extends CodedError<'ERR_SEED_FILE'> {
  /** In the order of the file; 100 at most. */
  readonly issues: readonly LocatedIssue[]

  constructor(source: Pick<SeedSource, 'name' | 'locate'>, found: readonly Issue[]) {
    const [first, ...others] = found
    // The only one's advice is the error's own.
    const fix = others.length === 0 ? first?.fix : undefined
    const told =
      fix === undefined ? found.slice(0, issueBounds.found) : found.map((issue) => ({ ...issue, fix: undefined }))
    const issues = located(source, told)
    super('ERR_SEED_FILE', inWords(source.name, issues), fix === undefined ? {} : { fix })
    this.issues = issues.map(({ told: _told, ...issue }) => issue)
  }
}

/** A path as text: `miniApps.shop.users[3]`, `miniApps["a b"]`. */
export function pathText(path: Path): string {
  return path
    .map((step) => {
      if (typeof step === 'number') return `[${step}]`
      return /^[\w$-]+$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`
    })
    .join('')
    .replace(/^\./, '')
}

/** The path that a text means; as far as it can be read, since messages cut what is long. */
export function readPathText(text: string): (string | number)[] {
  const path: (string | number)[] = []
  const step = /\.?([\w$-]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y
  for (let match = step.exec(text); match !== null; match = step.exec(text)) {
    const [, name, index, quoted] = match
    path.push(index === undefined ? (name ?? JSON.parse(quoted as string)) : Number(index))
  }
  return path
}

/** An error of ours, as an issue; its general advice is left out, it is about something else. */
export function issueFrom({ code, message, fix }: CodedError<ErrorCode>, path: Path): Issue {
  const isGeneral = fix === errorTable[code].fix
  return { path, rule: 'refused', message: `${pathText(path)}: ${message}`, fix: isGeneral ? undefined : fix }
}

function located({ locate }: Pick<SeedSource, 'locate'>, issues: readonly Issue[]) {
  const positions = locate(issues.map(({ path, rule }) => ({ path, isKey: rule === 'additionalProperties' })))
  return issues
    .map((issue, index) => ({ issue, position: issue.position ?? positions[index] }))
    .sort((a, b) => {
      if (a.position === undefined || b.position === undefined) return 0
      return a.position.line - b.position.line || a.position.column - b.position.column
    })
    .map(({ issue, position }) => ({
      field: pathText(issue.path),
      rule: issue.rule,
      message: issue.message,
      told: [sentence(issue.message), issue.fix].filter(Boolean).join(' '),
      ...position,
    }))
}

function inWords(name: string, issues: readonly (LocatedIssue & { told: string })[]): string {
  const lines = issues
    .slice(0, issueBounds.told)
    .map(({ line, column, told }) => (line === undefined ? told : `${name}:${line}:${column} ${told}`))
  const rest = issues.length - lines.length
  const more = issues.length === issueBounds.found ? `${rest} more, or more than that` : `${rest} more`
  const count = issues.length === 1 ? '1 problem' : `${issues.length} problems`
  return [`${name}: ${count}, and nothing was seeded`, ...lines, ...(rest > 0 ? [`… and ${more}`] : [])].join('\n  ')
}

const sentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`)
