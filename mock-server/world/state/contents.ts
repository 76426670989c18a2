import { lstatSync, readFileSync, statSync } from 'node:fs'
import { isCodedError } from '../../../errors/index.js'
import { thisVersion } from '../../record/version.js'
import type { Kept, Told, WorldChanges } from '../engine.js'
import { frameOf, framesOf, hasFrameBehind, magic } from './frames.js'
import { isLmdb, lmdbStateError } from './lmdb-file.js'
import { stateFileError } from './state-errors.js'

/** The format of the frames. A newer one is refused. */
const stateFormat = 2

/** What the first frame says. */
interface Header {
  readonly format: number
  /** The version of the package that wrote the file. */
  readonly writtenBy: string
}

/** What a state file holds. */
export interface Contents {
  readonly writtenBy: string
  readonly told: readonly Told[]
  /** How many bytes of it are sound, and how many behind them are a frame that was not written to its end. */
  readonly length: number
  readonly torn: number
  /** The checksum of the last frame. */
  readonly checksum: number
  /** How many bytes are in frames of single turns. */
  readonly loose: number
}

/** A frame above this is not of a single turn, or would not become larger. */
const largeFrame = 64 * 1024

/**
 * Reads and checks a whole state file, and changes nothing.
 *
 * @returns undefined where there is no such file
 * @throws CodedError `ERR_STATE_FILE`
 */
export function readContents(path: string): Contents | undefined {
  const file = bytesOf(path)
  if (file === undefined) return undefined
  if (isLmdb(file)) throw lmdbStateError(path, file)
  if (!file.subarray(0, magic.length).equals(magic)) {
    throw stateFileError(path, 'is not a state file of this mock', foreignFix)
  }
  const frames = framesOf(file)
  const first = frames.next()
  if (first.done === true) throw damaged(path, 'has a damaged beginning')
  const { format, writtenBy } = JSON.parse(first.value) as Header
  if (format !== stateFormat) {
    const found = `has format ${format}, written by version ${writtenBy}; this version reads ${stateFormat}`
    throw stateFileError(
      path,
      found,
      'Use that version or a later one, or move the file away to begin with a new world.',
    )
  }
  const told: Told[] = []
  let loose = 0
  let frame = frames.next()
  for (; frame.done !== true; frame = frames.next()) {
    if (frame.value.length < largeFrame) loose += frame.value.length
    told.push(...toldIn(frame.value))
  }
  const { end, checksum } = frame.value
  if (hasFrameBehind(file, end)) throw damaged(path, `is damaged at byte ${end}, and goes on behind it`)
  return { writtenBy, told, length: end, torn: file.length - end, checksum, loose }
}

/** What a new file begins with. */
export function beginning(): { readonly bytes: Buffer; readonly checksum: number } {
  const header: Header = { format: stateFormat, writtenBy: thisVersion }
  const { bytes, checksum } = frameOf(JSON.stringify(header), 0)
  return { bytes: Buffer.concat([magic, bytes]), checksum }
}

/** The changes as the content of a frame. The entities are texts already. */
export function contentOf(worlds: readonly WorldChanges[]): string {
  let content = ''
  for (const { world, afresh, head, changes } of worlds) {
    let entities = ''
    for (const { kind, id, text } of changes) {
      entities += `${entities === '' ? '' : ','}["${kind}",${JSON.stringify(id)},${text}]`
    }
    const written = head === undefined ? null : `[${JSON.stringify(head.seed)},${head.draws}]`
    content += `${content === '' ? '' : ',\n'}[${JSON.stringify(world)},${afresh},${written},[${entities}]]`
  }
  return `[${content}]`
}

type Written = [
  world: string,
  afresh: boolean,
  head: [string, number] | null,
  entities: [string, string, Kept | null][],
]

function toldIn(content: string): Told[] {
  return (JSON.parse(content) as Written[]).map(([world, afresh, head, entities]) => ({
    world,
    afresh,
    ...(head !== null && { head: { seed: head[0], draws: head[1] } }),
    entities,
  }))
}

/** Whether a file may be removed because it can only be a leftover of this mock. */
export function isLeftover(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined || !found.isFile()) return false
  const beginning = readFileSync(path).subarray(0, magic.length)
  return beginning.equals(magic.subarray(0, beginning.length))
}

const foreignFix = 'Name another file with --state; this one belongs to something else.'
const tornFix = 'Restore it from a copy, or move it away to begin with a new world.'

function damaged(path: string, found: string): Error {
  return stateFileError(path, `${found}: something else has changed it, or a disk has`, tornFix)
}

function bytesOf(path: string): Buffer | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false })
    if (found === undefined) return undefined
    if (found.isDirectory()) throw stateFileError(path, 'is a folder', 'Name a file in it.')
    if (!found.isFile()) throw stateFileError(path, 'is not a regular file', foreignFix)
    if (found.size === 0) throw stateFileError(path, 'is empty, which a state file never is', tornFix)
    return readFileSync(path)
  } catch (error) {
    if (isCodedError(error)) throw error
    const { code } = error as NodeJS.ErrnoException
    throw stateFileError(path, `cannot be read (${code})`, 'Check who may read and write it.', error)
  }
}
