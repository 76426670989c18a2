import { randomBytes } from 'node:crypto'
import type { Engine, Item, Kept, Missed, Told, Verdict } from '../engine.js'
import { patience, type RedisLink } from './redis-link.js'
import { type Behind, fields, nowhere, spend, type TurnAnswer, type TurnQuestion, turn } from './redis-script.js'
import { stateAwayError, stateDatabaseError, stateUnknownError } from './state-errors.js'

/** What the engine works with. */
export interface RedisEngineOptions {
  readonly link: RedisLink
  /** What all keys begin with, hash tag included. */
  readonly prefix: string
  /** As it may be shown. */
  readonly address: string
  /** The name that the database was given when it was claimed. */
  database(): string
  /** Claims the database again, which is another one or was emptied. Throws where it is somebody else's. */
  reclaim(): Promise<void>
  warn(message: string): void
}

/**
 * Keeps the worlds in Redis: a hash with the entities of each, and a log of its last turns. One script judges a turn and writes it. A turn
 * carries a number; whose answer is lost is looked up by it, and never simply sent again.
 */
export function createRedisEngine(options: RedisEngineOptions): Engine {
  const { link, prefix, address, database, reclaim, warn } = options
  // Another one in each process, so that no entry is ever taken for another.
  const process = randomBytes(8).toString('hex')
  const note = `${prefix}:a:${process}`
  let lastNumber = 0

  async function judged(items: readonly Item[]): Promise<readonly Verdict[]> {
    const { worlds, texts, ...question } = inWords(items)
    const keys = [
      `${prefix}:meta`,
      note,
      ...worlds.flatMap((world) => [`${prefix}:w:${world}`, `${prefix}:l:${world}`]),
    ]
    const writes = question.items.some((item) => item.some((part) => part.length > 1))
    const deadline = performance.now() + patience.answer + patience.away
    for (;;) {
      const number = ++lastNumber
      const entry = `${process}:${number}`
      const asked: TurnQuestion = { database: database(), entry, ...question }
      const answer = await link.ask<TurnAnswer>(turn, keys, [JSON.stringify(asked), ...texts])
      if (answer === undefined) {
        // Reading twice is harmless. Whether it was written is asked until it is known.
        const waits = writes ? await decidedUnder(number, deadline) : ''
        if (waits !== '') return verdictsOf(items, entry, waits, [])
        if (performance.now() > deadline) throw stateAwayError(address)
        continue
      }
      const [word, waits, ...behind] = answer
      if (word === 'judged') {
        const missed = behind.map((each) => missedOf(worlds[each[0] - 1] as string, each))
        return verdictsOf(items, entry, waits, missed)
      }
      if (word === 'spent')
        throw stateDatabaseError(address, 'has decided under a number of this process that was not its last')
      await reclaim()
    }
  }

  /** Empty where nothing was, and nothing will be. */
  async function decidedUnder(number: number, deadline: number): Promise<string> {
    try {
      let told: string | undefined
      // Once in any case, however long it was waited for a connection before.
      do told = await link.ask<string>(spend, [note], [String(number)])
      while (told === undefined && performance.now() <= deadline)
      if (told === undefined || told === '') throw new Error('no answer came, or Redis has no note of this process')
      return told.split(' ')[1] ?? ''
    } catch (error) {
      throw stateUnknownError(error)
    }
  }

  function missedOf(world: string, [, position, how, content]: Behind): Missed {
    if (how === 'lost') {
      const what = world.startsWith(':') ? 'what all mini-apps share' : `the world of ${world}`
      warn(
        `${what} is not what this process knew: the database was restored, emptied or failed over. What it has now counts`,
      )
    }
    const told =
      how === 'log'
        ? (content as [string, string[]][]).map(([, [, , ...changes]]) => toldOf(world, false, changes))
        : [toldOf(world, true, content as string[])]
    return { world, position, told }
  }

  return { isShared: true, load: () => [], turn: judged, close: link.close }
}

function verdictsOf(items: readonly Item[], entry: string, waits: string, missed: readonly Missed[]): Verdict[] {
  const all = waits.split(',').map(Number)
  return items.map((item, index) => {
    const wait = all[index] as number
    if (wait >= 0) return { missed: missed.filter(({ world }) => item.some((part) => part.world === world)), wait }
    const next = (seen = nowhere) => `${Number.parseInt(seen, 10) + 1} ${entry}`
    return { accepted: item.map(({ seen, changes }) => (changes === undefined ? seen : next(seen))) }
  })
}

/** The items as the script takes them; each world is named once. */
function inWords(items: readonly Item[]): Pick<TurnQuestion, 'seen' | 'items'> & { worlds: string[]; texts: string[] } {
  const worlds: string[] = []
  const seen: string[] = []
  const texts: string[] = []
  const words = items.map((item) =>
    item.map((part) => {
      let number = worlds.indexOf(part.world) + 1
      if (number === 0) {
        number = worlds.push(part.world)
        seen.push(part.seen ?? '')
      }
      if (part.changes === undefined) return [number] as const
      const { afresh, head, changes } = part.changes
      // The first text is the second argument.
      const from = texts.length + 2
      if (head !== undefined) texts.push(fields.head, JSON.stringify(head))
      for (const { kind, id, text } of changes) texts.push(`${kind}\0${id}`, text ?? '')
      return [number, from, (texts.length + 2 - from) / 2, afresh] as const
    }),
  )
  return { worlds, seen, items: words, texts }
}

/** Fields and texts of an entry of the log, or of a whole hash, whose order is none. */
function toldOf(world: string, afresh: boolean, flat: readonly string[]): Told {
  const entities: [kind: string, id: string, kept: Kept | null][] = []
  let head: Told['head']
  for (let index = 0; index < flat.length; index += 2) {
    const field = flat[index] as string
    const text = flat[index + 1] as string
    const end = field.indexOf('\0')
    if (field === fields.head) head = JSON.parse(text)
    else if (end > 0) entities.push([field.slice(0, end), field.slice(end + 1), text === '' ? null : JSON.parse(text)])
  }
  if (afresh) entities.sort(([, , a], [, , b]) => (a?.[0] ?? 0) - (b?.[0] ?? 0))
  return { world, afresh, head, entities }
}
