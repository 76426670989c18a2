import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { RedisClientType } from '@redis/client'
import { CodedError, isCodedError } from '../../../errors/index.js'
import type { ClockNote } from '../clock.js'
import { notesWorld } from '../replica.js'
import { noteKind } from '../store-of-turns.js'
import { type RedisAddress, readRedisAddress } from './redis-address.js'
import { createRedisEngine } from './redis-engine.js'
import { createRedisJournal } from './redis-journal.js'
import { createRedisLink } from './redis-link.js'
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
  const address = readRedisAddress(options)
  const ca = options.caFile === undefined ? undefined : readCa(options.caFile)
  const { warn, prefix: name } = options
  const prefix = `{${name}}`
  const meta = `${prefix}:meta`
  const connect = await connector(address, ca)
  const first = await connect().catch((error: unknown) => {
    throw isCodedError(error) ? error : unreachable(address, error)
  })
  try {
    await checkServer(first, address, warn)
    const found = await readMeta(first, meta, address)
    const clock = await readClock(first, prefix)
    const authority = await readPair(first, `${prefix}:keys`)
    let claimedAuthority: Pair | undefined
    const ahead = await aheadOf(first)
    let database = found?.id
    let claimed: Identity | undefined
    const link = createRedisLink({ first, connect, warn, address: address.shown })

    async function claimAs(identity: Identity): Promise<Identity> {
      const fields = Object.entries({ id: randomUUID(), format, ...identity }).flat()
      const answer = (await link.ask<string[]>(claim, [meta], fields)) ?? []
      const [word, ...content] = answer
      if (word === undefined) throw stateDatabaseError(address.shown, 'gave no answer')
      const read = metaOf(content, meta, address)
      if (word === 'foreign' || read === undefined) throw foreign(address, meta)
      database = read.id
      return read.identity
    }

    async function claimAuthority({ cert, key }: Pair): Promise<Pair> {
      const [, ...found] = (await link.ask<string[]>(claim, [`${prefix}:keys`], ['cert', cert, 'key', key])) ?? []
      claimedAuthority = fieldsOf(found) as unknown as Pair
      if (claimedAuthority.key === undefined) throw foreign(address, `${prefix}:keys`)
      return claimedAuthority
    }

    const engine = createRedisEngine({
      link,
      prefix,
      address: address.shown,
      database: () => database ?? '',
      async reclaim() {
        if (claimed === undefined) throw foreign(address, meta)
        const now = await claimAs(claimed)
        if (claimedAuthority !== undefined) await claimAuthority(claimedAuthority)
        warn(
          `${address.shown} was emptied, or is another database than before. What it has now counts; keys and tokens' signatures stay`,
        )
        for (const part of Object.keys(claimed) as (keyof Identity)[]) {
          if (now[part] !== claimed[part]) {
            throw stateDatabaseError(
              address.shown,
              `belongs to a mock with another ${part} now`,
              'Restart this mock, or give it a prefix of its own (--state-prefix).',
            )
          }
        }
      },
      warn,
    })
    return {
      identity: found?.identity,
      clock,
      realNow: () => Date.now() + ahead,
      torn: 0,
      engine,
      authority,
      claimAuthority,
      journal: (size) => createRedisJournal(link, prefix, size),
      async claim(identity) {
        claimed = await claimAs(identity)
        return claimed
      },
    }
  } catch (error) {
    first.destroy()
    throw isCodedError(error) ? error : unreachable(address, error)
  }
}

/** What makes connections. */
async function connector(address: RedisAddress, ca: string | undefined): Promise<() => Promise<RedisClientType>> {
  const { createClient } = await load()
  return async () => {
    const client = createClient({
      socket: {
        host: address.host,
        port: address.port,
        connectTimeout: 5_000,
        reconnectStrategy: false,
        ...(address.tls && { tls: true, servername: address.host, ...(ca !== undefined && { ca }) }),
      } as never,
      ...(address.username !== undefined && { username: address.username }),
      ...(address.password !== undefined && { password: address.password }),
      database: address.database,
      disableOfflineQueue: true,
      clientInfoTag: 'apps-in-toss-mock',
    })
    client.on('error', () => {})
    await client.connect()
    return client as unknown as RedisClientType
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

/** What would lose a world without a word is refused or told. */
async function checkServer(
  client: RedisClientType,
  { shown }: RedisAddress,
  warn: (message: string) => void,
): Promise<void> {
  const info = new Map(
    (await client.info())
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
  if (info.get('role') === 'slave') {
    throw stateDatabaseError(shown, 'is a replica, which cannot be written to', 'Name the one that it follows.')
  }
  const policy = info.get('maxmemory_policy') ?? 'noeviction'
  if (policy.startsWith('allkeys') && info.get('maxmemory') !== '0') {
    throw stateDatabaseError(
      shown,
      `drops keys when it is full (maxmemory-policy ${policy}), and with them parts of the world`,
      'Set maxmemory-policy noeviction, or name a database that is not a cache.',
    )
  }
  if (policy.startsWith('allkeys'))
    warn(`${shown}: maxmemory-policy is ${policy}: with a maxmemory, parts of the world would be dropped`)
  if (info.get('aof_enabled') !== '1') {
    warn(`${shown}: appendonly is off: when that Redis ends, what was answered since its last snapshot is lost`)
  }
}

interface Meta {
  readonly id: string
  readonly identity: Identity
}

async function readMeta(client: RedisClientType, key: string, address: RedisAddress): Promise<Meta | undefined> {
  const kind = await client.type(key)
  if (kind === 'none') return undefined
  if (kind !== 'hash') throw foreign(address, key)
  return metaOf(Object.entries(await client.hGetAll(key)).flat(), key, address)
}

function metaOf(flat: readonly string[], key: string, address: RedisAddress): Meta | undefined {
  const { id, format: written, seed, decryptionKey, aad, tokenSigningKey } = fieldsOf(flat)
  if (id === undefined || written === undefined || seed === undefined) throw foreign(address, key)
  if (written !== format) {
    throw stateDatabaseError(
      address.shown,
      `has a world of format ${written} under ${key}; this version reads ${format}`,
      'Use the version that wrote it, or give this one a prefix of its own (--state-prefix).',
    )
  }
  return { id, identity: { seed, decryptionKey, aad, tokenSigningKey } as Identity }
}

function fieldsOf(flat: readonly string[]): Readonly<Record<string, string | undefined>> {
  const found: Record<string, string> = {}
  for (let index = 0; index < flat.length; index += 2) found[flat[index] as string] = flat[index + 1] as string
  return found
}

async function readPair(client: RedisClientType, key: string): Promise<Pair | undefined> {
  const [cert, privateKey] = (await client.type(key)) === 'hash' ? await client.hmGet(key, ['cert', 'key']) : []
  return typeof cert === 'string' && typeof privateKey === 'string' ? { cert, key: privateKey } : undefined
}

async function readClock(client: RedisClientType, prefix: string): Promise<ClockNote | undefined> {
  const key = `${prefix}:w:${notesWorld}`
  if ((await client.type(key)) === 'none') return undefined
  const text = await client.hGet(key, `${noteKind}\0clock`)
  return typeof text === 'string' ? (JSON.parse(text) as [number, null, ClockNote])[2] : undefined
}

/** How far the time of Redis is ahead of this machine's, in milliseconds: hosts that share a world go by one time. */
async function aheadOf(client: RedisClientType): Promise<number> {
  const asked = Date.now()
  const [seconds, microseconds] = (await client.sendCommand(['TIME'])) as unknown as [string, string]
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

function foreign({ shown }: RedisAddress, key: string): CodedError {
  return stateDatabaseError(
    shown,
    `has something else under ${key}`,
    'Give the mock a prefix of its own (--state-prefix), or another database (redis://host:port/1).',
  )
}

function unreachable({ shown }: RedisAddress, error: unknown): CodedError {
  const { code, message } = error as { code?: string; message?: string }
  const why = code ?? String(message).split('\n')[0]
  const isRefused = /^(NOAUTH|WRONGPASS|NOPERM)/.test(String(message))
  return stateDatabaseError(
    shown,
    isRefused ? `refuses the user or the password (${String(message).split(' ')[0]})` : `cannot be reached (${why})`,
    isRefused
      ? 'Give the password in APPS_IN_TOSS_MOCK_STATE_PASSWORD or --state-password-file, and the user in the URL.'
      : 'Start it, or correct the address; for a certificate of your own, name its authority with --state-ca.',
    error,
  )
}
