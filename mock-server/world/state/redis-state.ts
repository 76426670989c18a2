import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RedisClientType } from '@redis/client'
import { CodedError, isCodedError } from '../../../errors/index.js'
import type { ClockNote } from '../clock.js'
import { notesWorld } from '../replica.js'
import { noteKind } from '../store-of-turns.js'
import { readRedisAddress, shownState } from './redis-address.js'
import { createRedisEngine } from './redis-engine.js'
import { createRedisJournal } from './redis-journal.js'
import { createRedisLink, patience } from './redis-link.js'
import { claim } from './redis-script.js'
import type { Identity, Pair, State } from './state.js'
import { stateDatabaseError } from './state-errors.js'

/** The format of the keys. A database with another one is refused. */
const format = '1'

/** How a database is reached. */
export interface RedisOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string
  /** What all keys begin with, so that one database has room for several worlds. */
  readonly prefix: string
  readonly password?: string | undefined
  /** PEM, of whom vouches for a `rediss://` server that the machine does not know. */
  readonly caFile?: string | undefined
  warn(message: string): void
}

/**
 * Opens a world in Redis or Valkey. Nothing is written before it is claimed.
 *
 * @throws CodedError `ERR_STATE_ENGINE` without the package, `ERR_STATE_DATABASE`, `ERR_INVALID_OPTION`
 */
export async function openRedisState(options: RedisOptions): Promise<State> {
  const { warn, prefix: name, url } = options
  const address = shownState(url)
  const prefix = `{${name}}`
  const [meta, keys] = [`${prefix}:meta`, `${prefix}:keys`]
  const connect = await connector(options)
  const first = await connect(warn).catch((error) => {
    throw unreachable(address, error)
  })
  const link = createRedisLink({ first, connect, warn, address })
  try {
    const ahead = await aheadOf(first)

    /** What is under a key, after these fields were put there where nothing was. */
    async function held(key: string, fields: Readonly<Record<string, string>> = {}): Promise<Fields | undefined> {
      const [word, ...found] = (await link.ask<string[]>(claim, [key], Object.entries(fields).flat())) ?? []
      if (word === undefined) throw stateDatabaseError(address, 'gave no answer')
      if (word === 'foreign') throw foreign(address, key)
      return word === 'none' ? undefined : fieldsOf(found)
    }

    const found = await held(meta)
    if (found !== undefined) checkMeta(found, meta, address)
    const clock = (await held(`${prefix}:w:${notesWorld}`))?.[`${noteKind}\0clock`]
    const authority = pairOf(await held(keys))
    let database = found?.id ?? ''
    let claimed: Identity | undefined
    let claimedAuthority: Pair | undefined

    async function claimAs(identity: Identity): Promise<Identity> {
      const now = (await held(meta, { id: randomUUID(), format, ...identity })) ?? {}
      checkMeta(now, meta, address)
      database = now.id as string
      return identityOf(now)
    }

    async function claimAuthority({ cert, key }: Pair): Promise<Pair> {
      claimedAuthority = pairOf(await held(keys, { cert, key }))
      if (claimedAuthority === undefined) throw foreign(address, keys)
      return claimedAuthority
    }

    async function reclaim(): Promise<void> {
      if (claimed === undefined) throw foreign(address, meta)
      const now = await claimAs(claimed)
      if (claimedAuthority !== undefined) await claimAuthority(claimedAuthority)
      warn(
        `${address} was emptied, or is another database than before. What it has now counts; keys and tokens' signatures stay`,
      )
      const other = identityParts.find((part) => now[part] !== claimed?.[part])
      if (other === undefined) return
      throw stateDatabaseError(
        address,
        `belongs to a mock with another ${other} now`,
        'Restart this mock, or give it a prefix of its own (--state-prefix).',
      )
    }

    return {
      identity: found && identityOf(found),
      clock: clock === undefined ? undefined : (JSON.parse(clock) as [number, null, ClockNote])[2],
      realNow: () => Date.now() + ahead,
      torn: 0,
      engine: createRedisEngine({ link, prefix, address, database: () => database, reclaim, warn }),
      authority,
      claimAuthority,
      journal: (size) => createRedisJournal(link, prefix, size),
      async claim(identity) {
        claimed = await claimAs(identity)
        return claimed
      },
    }
  } catch (error) {
    await link.close()
    throw unreachable(address, error)
  }
}

/** What makes connections, to one that can be written to; whoever asks for the first is told what that one does not promise. */
async function connector(options: RedisOptions): Promise<(warn?: RedisOptions['warn']) => Promise<RedisClientType>> {
  const { socket, ...address } = readRedisAddress(options)
  const ca = options.caFile === undefined ? {} : { ca: readCa(options.caFile) }
  const { createClient } = await load()
  return async (warn) => {
    const client = createClient({
      ...address,
      // The link connects again by itself.
      socket: { ...socket, ...ca, connectTimeout: patience.answer, reconnectStrategy: false } as never,
      disableOfflineQueue: true,
      // The link has a timer of its own for each question; theirs makes an AbortSignal a command.
      commandOptions: { timeout: 0 },
      clientInfoTag: 'apps-in-toss-mock',
    }).on('error', () => {}) as unknown as RedisClientType
    // Whoever takes the connection and says nothing is not there.
    const timer = setTimeout(() => client.destroy(), patience.answer)
    try {
      await client.connect()
      await checkServer(client, shownState(options.url), warn)
      return client
    } catch (error) {
      if (client.isOpen) client.destroy()
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
}

async function load(): Promise<typeof import('@redis/client')> {
  try {
    return await import('@redis/client')
  } catch (cause) {
    const [why] = String((cause as Error).message).split('\n')
    throw new CodedError(
      'ERR_STATE_ENGINE',
      `a world in Redis needs the package @redis/client, which cannot be loaded: ${why}`,
      { cause },
    )
  }
}

/** What would lose a world without a word is refused; at the start it is told what may. */
async function checkServer(client: RedisClientType, address: string, warn?: RedisOptions['warn']): Promise<void> {
  const info = await client.info()
  const infoOf = (name: string) => new RegExp(`^${name}:(.*)\r$`, 'm').exec(info)?.[1]
  if (infoOf('role') === 'slave') {
    throw stateDatabaseError(address, 'is a replica, which cannot be written to', 'Name the one that it follows.')
  }
  const policy = infoOf('maxmemory_policy') ?? 'noeviction'
  if (policy.startsWith('allkeys')) {
    if (infoOf('maxmemory') !== '0') {
      throw stateDatabaseError(
        address,
        `drops keys when it is full (maxmemory-policy ${policy}), and with them parts of the world`,
        'Set maxmemory-policy noeviction, or name a database that is not a cache.',
      )
    }
    warn?.(`${address}: maxmemory-policy is ${policy}: with a maxmemory, parts of the world would be dropped`)
  }
  if (infoOf('aof_enabled') !== '1') {
    warn?.(`${address}: appendonly is off: when that Redis ends, what was answered since its last snapshot is lost`)
  }
}

/** What is in a hash. */
type Fields = Readonly<Record<string, string | undefined>>

function fieldsOf(flat: readonly string[]): Fields {
  return Object.fromEntries(flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1]]] : [])))
}

function checkMeta({ id, format: written, seed }: Fields, key: string, address: string): void {
  if (id === undefined || written === undefined || seed === undefined) throw foreign(address, key)
  if (written === format) return
  throw stateDatabaseError(
    address,
    `has a world of format ${written} under ${key}; this version reads ${format}`,
    'Use the version that wrote it, or give this one a prefix of its own (--state-prefix).',
  )
}

const identityParts = ['seed', 'decryptionKey', 'aad', 'tokenSigningKey'] as const

const identityOf = (found: Fields) =>
  Object.fromEntries(identityParts.map((part) => [part, found[part]])) as never as Identity

function pairOf({ cert, key }: Fields = {}): Pair | undefined {
  return cert === undefined || key === undefined ? undefined : { cert, key }
}

/** How far the time of Redis is ahead of this machine's, in milliseconds: hosts that share a world go by one time. */
async function aheadOf(client: RedisClientType): Promise<number> {
  const asked = Date.now()
  const [seconds, microseconds] = await client.time()
  const ahead = Number(seconds) * 1_000 + Math.floor(Number(microseconds) / 1_000) - (asked + Date.now()) / 2
  // Less than the question took is no difference.
  return Math.abs(ahead) < 50 ? 0 : Math.round(ahead)
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new CodedError('ERR_INVALID_OPTION', `stateCa cannot be read (${code}): ${file}`)
  }
}

function foreign(address: string, key: string): CodedError {
  return stateDatabaseError(
    address,
    `has something else under ${key}`,
    'Give the mock a prefix of its own (--state-prefix), or another database (redis://host:port/1).',
  )
}

function unreachable(address: string, error: unknown): CodedError {
  if (isCodedError(error)) return error
  const { code, message } = error as { code?: string; message?: string }
  const why = code ?? String(message).split('\n')[0]
  const isRefused = /^(NOAUTH|WRONGPASS|NOPERM)/.test(String(message))
  return stateDatabaseError(
    address,
    isRefused ? `refuses the user or the password (${String(message).split(' ')[0]})` : `cannot be reached (${why})`,
    isRefused
      ? 'Give the password in APPS_IN_TOSS_MOCK_STATE_PASSWORD or --state-password-file, and the user in the URL.'
      : 'Start it, or correct the address; for a certificate of your own, name its authority with --state-ca.',
    error,
  )
}
