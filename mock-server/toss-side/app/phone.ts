import { setMaxListeners } from 'node:events'
import { redacted } from '../../../contracts/index.js'
import type { Log } from '../../record/log.js'
import type { Clock } from '../../world/clock.js'
import { type ArgumentsShape, shownArguments } from './arguments.js'
import { createPromptBook, type PromptBook } from './prompts.js'
import type { CallNote, CallOutcome, Protocol } from './protocol.js'
import { type AppSettings, firstSettings } from './settings.js'

/** The calls that a phone remembers. */
const callsKept = 200

/** A purchase that waits for what the page's processProductGrant says. Resolves when the order has taken it. */
export type GrantWait = (granted: boolean, callId: string | undefined) => Promise<void>

/** The phone on which one mini-app runs: all that the Toss app remembers beyond a single call. It is in memory. */
export interface Phone {
  readonly settings: AppSettings
  readonly prompts: PromptBook
  /** Purchases that wait for their grant, by orderId. */
  readonly grants: Map<string, GrantWait>
  clipboard: string
  /** What the mini-app stored for a user. */
  storageOf(userKey: number): Map<string, string>
  /** The last calls, oldest first. */
  calls(): readonly CallNote[]
  /** Notes a call; the returned function notes how it ended. */
  note(call: NewCall): (outcome: CallOutcome | 'ended', milliseconds: number) => void
  /** Who listens to the events of this name. */
  listenersOf(name: string): Set<(data: unknown) => void>
  /** When a call of this name came last, on the mock's clock; and that it comes now. */
  touch(name: string): number | undefined
  /** Tells the developer, once for each text. */
  warn(text: string): void
  /** Ends when the phone is reset, or closed. */
  readonly life: AbortSignal
  /** Ends when the mock is closed. */
  readonly closed: AbortSignal
  /** Calls `listener` when prompts or settings have changed; returns the function that stops that. */
  onChange(listener: () => void): () => void
  changed(): void
  /** Other settings; `beyondReset`: also those that a reset comes back to. */
  setUp(settings: AppSettings, beyondReset: boolean): void
  /** As a new phone; whatever waited is given up. */
  reset(): void
  /** Ends whatever waits or listens. */
  close(): void
}

/** What is noted of a call as it comes. */
export interface NewCall {
  readonly protocol: Protocol
  readonly name: string
  readonly kind: CallNote['kind']
  readonly args: readonly unknown[]
  /** How the call takes them; undefined for a call that nobody knows. */
  readonly shape: ArgumentsShape | undefined
  /** Whether its arguments say nothing but what is private. */
  readonly isPrivate: boolean
}

/** What a phone needs. */
export interface PhoneOptions {
  readonly miniApp: string
  readonly clock: Pick<Clock, 'now'>
  readonly log?: Log | undefined
  /** Whether the list of calls hides secrets and personal data. */
  readonly redact?: boolean
  /** Is told of whatever changes: prompts, settings, calls. */
  readonly onAny?: () => void
}

/** A new phone. */
export function createPhone(options: PhoneOptions): Phone {
  const { miniApp, clock, log, redact = true, onAny = () => {} } = options
  let first = firstSettings
  let settings = first
  const listeners = new Set<() => void>()
  const changed = () => {
    for (const listener of listeners) listener()
    onAny()
  }
  const prompts = createPromptBook({ now: clock.now, onChange: changed })
  const grants = new Map<string, GrantWait>()
  const storages = new Map<number, Map<string, string>>()
  const events = new Map<string, Set<(data: unknown) => void>>()
  const touched = new Map<string, number>()
  const warned = new Set<string>()
  let notes: CallNote[] = []
  let noted = 0
  let life = anEnd()
  const closed = anEnd()

  function giveUp(): void {
    life.abort()
    life = anEnd()
    prompts.drop()
    grants.clear()
  }

  return {
    get settings() {
      return settings
    },
    prompts,
    grants,
    clipboard: '',
    storageOf: (userKey) => entryOf(storages, userKey, () => new Map()),
    calls: () => notes,
    note({ protocol, name, kind, args, shape, isPrivate }) {
      const started: CallNote = {
        id: String(++noted),
        at: new Date(clock.now()).toISOString(),
        protocol,
        name: name.slice(0, 100),
        kind,
        args: redact ? (isPrivate ? redacted(args) : shownArguments(shape, args)) : args,
        outcome: 'open',
        code: null,
        warning: null,
        milliseconds: null,
      }
      notes = [...notes.slice(1 - callsKept), started]
      onAny()
      return (outcome, milliseconds) => {
        const ended = { ...started, ...howItEnded(outcome), milliseconds: Math.round(milliseconds * 100) / 100 }
        notes = notes.map((note) => (note.id === started.id ? ended : note))
        onAny()
      }
    },
    listenersOf: (name) => entryOf(events, name, () => new Set()),
    touch(name) {
      const before = touched.get(name)
      touched.set(name, clock.now())
      return before
    },
    warn(text) {
      if (warned.has(text) || warned.size >= 1_000) return
      warned.add(text)
      log?.warn(`toss-app ${miniApp}: ${text}`)
    },
    get life() {
      return life.signal
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    changed,
    setUp(chosen, beyondReset) {
      settings = chosen
      if (beyondReset) first = chosen
      changed()
    },
    reset() {
      giveUp()
      storages.clear()
      touched.clear()
      warned.clear()
      notes = []
      this.clipboard = ''
      settings = first
      changed()
    },
    closed: closed.signal,
    close() {
      closed.abort()
      giveUp()
    },
  }
}

/** Something that ends; as many may wait for it as there are pages, calls and purchases. */
function anEnd(): AbortController {
  const end = new AbortController()
  setMaxListeners(0, end.signal)
  return end
}

function howItEnded(outcome: CallOutcome | 'ended'): Pick<CallNote, 'outcome' | 'code' | 'warning'> {
  if (outcome === 'ended') return { outcome, code: null, warning: null }
  const { error, unanswered, warning = null } = outcome
  if (error !== undefined) return { outcome: 'error', code: error.code ?? null, warning }
  return { outcome: unanswered ? 'unanswered' : 'value', code: null, warning }
}

function entryOf<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key)
  if (found !== undefined) return found
  const made = make()
  map.set(key, made)
  return made
}

/** The phones of a mock, one for each mini-app that has one. */
export interface Phones {
  of(miniApp: string): Phone
  /** As new, for one mini-app or all. */
  reset(miniApp?: string): void
  /** The phone of a mini-app that is no more. */
  drop(miniApp: string): void
  close(): void
  /** Calls `listener` with the mini-app of a phone that has changed, calls included; returns the function that stops that. */
  onChange(listener: (miniApp: string) => void): () => void
}

/** No phones yet. */
export function createPhones(options: Omit<PhoneOptions, 'miniApp' | 'onAny'>): Phones {
  const phones = new Map<string, Phone>()
  const listeners = new Set<(miniApp: string) => void>()
  const made = (miniApp: string) => {
    const onAny = () => {
      for (const listener of listeners) listener(miniApp)
    }
    return createPhone({ ...options, miniApp, onAny })
  }
  return {
    of: (miniApp) => entryOf(phones, miniApp, () => made(miniApp)),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    reset(miniApp) {
      if (miniApp !== undefined) phones.get(miniApp)?.reset()
      else for (const phone of phones.values()) phone.reset()
    },
    drop(miniApp) {
      phones.get(miniApp)?.close()
      phones.delete(miniApp)
    },
    close() {
      for (const phone of phones.values()) phone.close()
    },
  }
}
