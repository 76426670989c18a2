import { randomUUID } from 'node:crypto'
import type { Readable } from 'node:stream'
import { CodedError } from '../../../errors/index.js'
import type { Journal } from '../../record/journal.js'
import type { Phones } from '../../toss-side/app/phone.js'
import type { Clock } from '../../world/clock.js'
import type { Store } from '../../world/store.js'
import { createReader, type Reader, type ReaderOptions } from './reader.js'

/** What happens in the mock, told to whoever reads along. */
export interface Feed {
  /**
   * Server-sent events from now on, or from where a reader stopped.
   *
   * @throws CodedError `ERR_CONFLICT` where too many read already
   */
  open(options: ReaderOptions): Readable
  /** Something was done over the control API. */
  commanded(operationId: string, miniApp: string | undefined): void
  /** Ends every stream: a server that is closed waits for its answers. */
  close(): void
}

/** What the feed tells of. */
export interface FeedSources {
  readonly journal: Journal
  readonly store: Pick<Store, 'onChange'>
  readonly clock: Clock
  readonly phones: Pick<Phones, 'onChange'>
}

/** What the Toss app remembers is no part of the world, and is told with it. */
const tossApp: ReadonlySet<'tossApp'> = new Set(['tossApp'])

/** How many may read at the same time. */
const mostReaders = 64

/** A feed that listens to its sources only while somebody reads. */
export function createFeed({ journal, store, clock, phones }: FeedSources): Feed {
  const run = randomUUID().slice(0, 8)
  const readers = new Set<Reader>()
  let stop: (() => void) | undefined

  function listen(): () => void {
    const stops = [
      journal.onChange(() => each((reader) => reader.journalChanged())),
      store.onChange((miniApp, kinds) => each((reader) => reader.worldChanged(miniApp, kinds))),
      phones.onChange((miniApp) => each((reader) => reader.worldChanged(miniApp, tossApp))),
      clock.onChange(() => each((reader) => reader.clockChanged())),
    ]
    return () => {
      for (const one of stops) one()
    }
  }

  function each(tell: (reader: Reader) => void): void {
    for (const reader of readers) tell(reader)
  }

  return {
    open(options) {
      if (readers.size >= mostReaders) {
        throw new CodedError('ERR_CONFLICT', `${mostReaders} readers follow the events already`, {
          fix: 'Close a page of the console, or another program that reads /events.',
        })
      }
      stop ??= listen()
      const reader = createReader({ run, journal, clock }, options, () => {
        readers.delete(reader)
        if (readers.size > 0) return
        stop?.()
        stop = undefined
      })
      readers.add(reader)
      return reader.stream
    },
    commanded: (operationId, miniApp) => each((reader) => reader.commanded(operationId, miniApp)),
    close: () => each((reader) => reader.end()),
  }
}
