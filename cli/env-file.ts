import { claimOutput, type OutputFile } from '../files/index.js'
import type { ConnectionInfo } from '../mock-server/index.js'
import { dotenvLine } from './dotenv.js'
import { environmentOf } from './environment-of-mock.js'

/** The lines around ours. All the others of a file are its owner's. */
const marks = {
  begin: '# apps-in-toss-mock begin: what stands from here to the end mark is written over at each start',
  end: '# apps-in-toss-mock end',
} as const

/**
 * Finds out whether the file may be written, before anything is started.
 *
 * @throws CodedError `ERR_ENV_FILE` when it is there and has no block of ours; `ERR_WRITE_FAILED`
 */
export function claimEnvFile(path: string): OutputFile {
  return claimOutput(path, {
    code: 'ERR_ENV_FILE',
    isSecret: true,
    isOurs: (_head, readAll) => blockIn(readAll()) !== undefined,
    fix: `Name another file, or put two lines where ours are to stand between them: "${marks.begin}" and "${marks.end}".`,
  })
}

/**
 * Writes URLs, certificate paths and decryption key as a dotenv file with the permissions 0600; in a file that is there, only
 * our block.
 *
 * @throws CodedError `ERR_ENV_FILE`, `ERR_WRITE_FAILED`
 */
export function writeEnvFile(path: string, info: ConnectionInfo): void {
  const lines = environmentOf(info).map(([name, value]) => dotenvLine(name, value))
  const file = claimEnvFile(path)
  const text = file.read() ?? ''
  const { before, after } = blockIn(text) ?? { before: '', after: '' }
  file.write(`${before}${[marks.begin, ...lines, marks.end].join('\n')}\n${after}`)
}

/** What stands before and after our block; undefined where there is none, or more than one. */
function blockIn(text: string): { before: string; after: string } | undefined {
  const [before, rest, ...others] = text.split(new RegExp(`^${marks.begin}\\r?\\n`, 'm'))
  if (before === undefined || rest === undefined || others.length > 0) return undefined
  const end = new RegExp(`^${marks.end}[ \\t]*(?:\\r?\\n|$(?![\\s\\S]))`, 'm').exec(rest)
  return end === null ? undefined : { before, after: rest.slice(end.index + end[0].length) }
}
