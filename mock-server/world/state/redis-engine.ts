import { randomBytes } from 'node:crypto'
import type { Engine, Item, Kept, Missed, Told, Verdict } from '../engine.js'
import type { RedisLink } from './redis-link.js'
import { fields, nowhere, spend, turn } from './redis-script.js'
import { stateDatabaseError, stateUnknownError } from './state-errors.js'

/** How many turns of a world the log keeps, about; whoever missed more reads the whole world. */
const logLength = 1_000

/** Whoever was not the first to write comes next: so long, in milliseconds, everybody else waits. */
const reservation = 20

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

/** An answer of the script that judges a turn. */
type Answer =
  | readonly ['database']
  | readonly ['spent', string]
  | readonly ['judged', string, string, ...(readonly Behind[])]

/** A world that was not as it was seen. */
type Behind = readonly [world: number, position: string, how: 'log' | 'all' | 'lost', content: readonly unknown[]]

/**
 * Keeps the worlds in Redis: a hash with the entities of each, and a log of its last turns. One script judges a turn and writes it. A turn
 * carries a number; whose answer is lost is looked up by it, and never simply sent again.
 */
export function createRedisEngine(options: RedisEngineOptions): Engine {
  const { link, prefix, address, database, reclaim, warn } = options
  // Another one in each process, so that no entry is ever taken for another.
  const process = randomBytes(8).toString('hex')
  const appends = `${prefix}:a:${process}`
  let lastNumber = 0

  async function judged(items: readonly Item[]): Promise<readonly Verdict[]> {
    const { worlds, seen, encoded } = inArguments(items)
    const keys = [
      `${prefix}:meta`,
      appends,
      ...worlds.flatMap((world) => [`${prefix}:w:${world}`, `${prefix}:l:${world}`]),
    ]
    const writes = items.some((item) => item.some(({ changes }) => changes !== undefined))
    let isSent = false
    try {
      for (;;) {
        const number = ++lastNumber
        const entry = `${process}:${number}`
        const head = [database(), String(number), entry, String(logLength), String(reservation), String(worlds.length)]
        isSent = false
        await link.ready()
        isSent = writes
        const answer = await link.ask<Answer>(turn, keys, [...head, ...seen, ...encoded])
        if (answer === undefined) {
          // Reading twice is harmless. Whether it was written is asked until it is known.
          const decided = writes ? await decidedUnder(number) : undefined
          if (decided !== undefined) return verdictsOf(items, decided, entry)
          continue
        }
        const [word] = answer
        if (word === 'judged')
          return verdictsOf(items, answer[1], entry, {
            worlds,
            waits: answer[2].split(','),
            behind: answer.slice(3) as Behind[],
          })
        if (word === 'database') await reclaim()
        else throw stateDatabaseError(address, 'has decided under a number of this process that was not its last')
      }
    } catch (error) {
      throw isSent && link.isAway(error) ? stateUnknownError(error) : error
    }
  }

  /** Undefined where nothing was, and nothing will be. */
  async function decidedUnder(number: number): Promise<string | undefined> {
    for (;;) {
      await link.ready()
      const told = await link.ask<string>(spend, [appends], [String(number)])
      if (told !== undefined) return told.split(' ')[1]
    }
  }

  function verdictsOf(
    items: readonly Item[],
    letters: string,
    entry: string,
    told?: {
      readonly worlds: readonly string[]
      readonly waits: readonly string[]
      readonly behind: readonly Behind[]
    },
  ): Verdict[] {
    const missed = new Map((told?.behind ?? []).map((each) => missedOf(each, told?.worlds ?? [])))
    return items.map((item, index): Verdict => {
      if (letters[index] === 'a') {
        return { accepted: item.map(({ seen, changes }) => (changes === undefined ? seen : nextOf(seen, entry))) }
      }
      return { missed: item.flatMap(({ world }) => missed.get(world) ?? []), wait: Number(told?.waits[index] ?? 0) }
    })
  }

  function missedOf([number, position, how, content]: Behind, worlds: readonly string[]): readonly [string, Missed] {
    const world = worlds[number - 1] as string
    if (how === 'lost') {
      const what = world.startsWith(':') ? 'what all mini-apps share' : `the world of ${world}`
      warn(
        `${what} is not what this process knew: the database was restored, emptied or failed over. What it has now counts`,
      )
    }
    const told =
      how === 'log'
        ? (content as [string, string[]][]).map(([, entry]) => entryOf(world, entry))
        : [wholeOf(world, content as string[])]
    return [world, { world, position, told }]
  }

  return {
    isShared: true,
    load: () => [],
    turn: judged,
    async close() {
      await link.close()
    },
  }
}

function nextOf(seen: string | undefined, entry: string): string {
  return `${Number.parseInt(seen ?? nowhere, 10) + 1} ${entry}`
}

/** The items as the script takes them; each world is named once. */
function inArguments(items: readonly Item[]): { worlds: string[]; seen: string[]; encoded: string[] } {
  const numbers = new Map<string, number>()
  const seen: string[] = []
  const encoded = [String(items.length)]
  for (const item of items) {
    encoded.push(String(item.length))
    for (const part of item) {
      let number = numbers.get(part.world)
      if (number === undefined) {
        number = numbers.size + 1
        numbers.set(part.world, number)
        seen.push(part.seen ?? '')
      }
      encoded.push(String(number), part.changes === undefined ? 'r' : 'w')
      if (part.changes === undefined) continue
      const { afresh, head, changes } = part.changes
      encoded.push(afresh ? '1' : '0', head === undefined ? '' : JSON.stringify(head), String(changes.length))
      for (const { kind, id, text } of changes) encoded.push(`${kind}\0${id}`, text ?? '')
    }
  }
  return { worlds: [...numbers.keys()], seen, encoded }
}

/** An entry of the log: `p`, the position before, then perhaps `h` and the head, then fields and texts. */
function entryOf(world: string, [, , ...rest]: readonly string[]): Told {
  const hasHead = rest[0] === 'h'
  return {
    world,
    afresh: false,
    ...(hasHead && { head: JSON.parse(rest[1] as string) }),
    entities: entitiesIn(hasHead ? rest.slice(2) : rest),
  }
}

function wholeOf(world: string, hash: readonly string[]): Told {
  const head = hash[hash.indexOf(fields.head) + 1]
  const own: readonly string[] = Object.values(fields)
  const entities = entitiesIn(hash.filter((_, index) => !own.includes(hash[index - (index % 2)] as string)))
  const placed = [...entities].sort(([, , a], [, , b]) => (a?.[0] ?? 0) - (b?.[0] ?? 0))
  return {
    world,
    afresh: true,
    ...(hash.includes(fields.head) && { head: JSON.parse(head as string) }),
    entities: placed,
  }
}

function entitiesIn(flat: readonly string[]): [kind: string, id: string, kept: Kept | null][] {
  const entities: [string, string, Kept | null][] = []
  for (let index = 0; index < flat.length; index += 2) {
    const field = flat[index] as string
    const text = flat[index + 1] as string
    const end = field.indexOf('\0')
    entities.push([field.slice(0, end), field.slice(end + 1), text === '' ? null : JSON.parse(text)])
  }
  return entities
}
