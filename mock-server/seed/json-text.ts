import { type Issue, type Place, type Position, pathText, type SeedSource } from '../world/checks/issue.js'

/** What a JSON text says, or what is wrong with it. Faster than the YAML reader by far: an export can be large. */
export function readJsonText(text: string): Pick<SeedSource, 'content' | 'locate'> | { readonly issues: Issue[] } {
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch (error) {
    const { message } = error as Error
    const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length)
    const told = `this is not JSON: ${message.replace(/ in JSON at position.*| \(line.*/, '')}`
    return { issues: [{ path: [], rule: 'syntax', message: told, position: positionAt(text, offset) }] }
  }
  const issues = duplicateKeys(text)
  return issues.length > 0 ? { issues } : { content, locate: (places) => locate(text, places) }
}

/** An object or array that the scan is inside of. */
interface Frame<Mark> {
  /** Undefined in an array. */
  readonly keys: Set<string> | undefined
  step: string | number
  mark: Mark
}

/**
 * Goes through a text that is known to be JSON. `enter` is called for each member and element, before its value, and gives
 * the mark that those inside of it get.
 */
function scan<Mark>(
  text: string,
  root: Mark,
  enter: (step: string | number, frames: readonly Frame<Mark>[], at: { key: number; value: number }) => Mark,
): void {
  const frames: Frame<Mark>[] = []
  let mark = root
  let offset = skipSpace(text, 0)
  while (offset < text.length) {
    const character = text[offset]
    if (character === '{' || character === '[') {
      frames.push({ keys: character === '{' ? new Set() : undefined, step: -1, mark })
      offset = skipSpace(text, offset + 1)
      if (text[offset] !== '}' && text[offset] !== ']') offset = member(frames, offset)
    } else if (character === '}' || character === ']') {
      frames.pop()
      offset = skipSpace(text, offset + 1)
    } else if (character === ',') {
      offset = member(frames, skipSpace(text, offset + 1))
    } else {
      offset = skipSpace(text, character === '"' ? endOfText(text, offset) : endOfWord(text, offset))
    }
  }

  function member(open: Frame<Mark>[], start: number): number {
    const frame = open[open.length - 1] as Frame<Mark>
    if (frame.keys === undefined) {
      frame.step = (frame.step as number) + 1
      mark = enter(frame.step, open, { key: start, value: start })
      return start
    }
    const end = endOfText(text, start)
    frame.step = JSON.parse(text.slice(start, end)) as string
    const value = skipSpace(text, skipSpace(text, end) + 1)
    mark = enter(frame.step, open, { key: start, value })
    frame.keys.add(frame.step)
    return value
  }
}

function duplicateKeys(text: string): Issue[] {
  const issues: Issue[] = []
  scan(text, undefined, (step, frames, { key }) => {
    if (!frames.at(-1)?.keys?.has(step as string)) return undefined
    const path = frames.map((frame) => frame.step)
    const message = `${pathText(path)} is there twice in the same object`
    issues.push({ path, rule: 'duplicate', message, fix: 'Keep one of them.', position: positionAt(text, key) })
    return undefined
  })
  return issues
}

/** What is looked for below a place. */
interface Wanted {
  /** The places in the list of paths that end here. */
  readonly ends: number[]
  readonly below: Map<string | number, Wanted>
}

/** One pass for all places. */
function locate(text: string, places: readonly Place[]): (Position | undefined)[] {
  const root: Wanted = { ends: [], below: new Map() }
  for (const [place, { path }] of places.entries()) {
    let wanted = root
    wanted.ends.push(place)
    for (const step of path) {
      const below: Wanted = wanted.below.get(step) ?? { ends: [], below: new Map() }
      wanted.below.set(step, below)
      below.ends.push(place)
      wanted = below
    }
  }
  const offsets: number[] = places.map(() => skipSpace(text, 0))
  scan<Wanted | undefined>(text, root, (step, frames, at) => {
    const wanted = frames.at(-1)?.mark?.below.get(step)
    const isLarge = text[at.value] === '{' || text[at.value] === '['
    for (const place of wanted?.ends ?? []) offsets[place] = isLarge || places[place]?.isKey ? at.key : at.value
    return wanted
  })
  return offsets.map((offset) => positionAt(text, offset))
}

function positionAt(text: string, offset: number): Position {
  let line = 1
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: offset - start + 1 }
}

function skipSpace(text: string, offset: number): number {
  let end = offset
  while (text[end] === ' ' || text[end] === '\n' || text[end] === '\r' || text[end] === '\t') end++
  return end
}

function endOfText(text: string, offset: number): number {
  let end = offset + 1
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end + 1
}

function endOfWord(text: string, offset: number): number {
  let end = offset
  while (end < text.length && !',]} \n\r\t'.includes(text[end] as string)) end++
  return end
}
