import { createContext } from 'preact'
import type { Description } from '../api/description.js'
import { type Words, wordsIn } from '../language/words.js'
import type { LiveState } from './live.js'
import { createStore, type Store } from './store.js'

/** What every part of the page works with. */
export interface DeskState {
  readonly description: Description
  readonly miniApp: string
  readonly live: Store<LiveState>
  readonly language: 'en' | 'ko'
  readonly words: Words
  /** A text of the control API in the language of the page. */
  said(text: string): string
  /** Shows a short message. */
  tell(message: string, tone?: 'good' | 'bad'): void
  /** Does what a button is for; says so where it is refused, or where nobody answers. */
  attempt(work: () => Promise<void>): Promise<void>
}

const nothing = () => {
  throw new Error('there is no desk')
}

export const Desk = createContext<DeskState>({
  description: { operations: [], tags: [], titles: {}, operation: nothing, has: () => false },
  miniApp: '',
  live: createStore({} as LiveState),
  language: 'en',
  words: wordsIn.en,
  said: (text) => text,
  tell: nothing,
  attempt: nothing,
})
