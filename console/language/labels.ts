import { koreanCommands } from '../../korean/commands.js'
import type { Operation } from '../api/description.js'
import type { DeskState } from '../state/desk.js'

/** A command in two or three words, for a button. */
export function labelOf({ id, method, summary }: Operation, { language }: DeskState): string {
  if (language === 'ko') return koreanCommands[id]?.[0] ?? summary
  // What is only looked up is called by what it is.
  const name = method === 'GET' ? id.replace(/^(get|list|read)(?=[A-Z])/, '') : id
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What it does, in a sentence. */
export function summaryOf({ id, summary }: Operation, { language }: DeskState): string {
  return language === 'ko' ? (koreanCommands[id]?.[1] ?? summary) : summary
}

/** What an operation of the partner API, or a callback, is called. */
export function titleOf(id: string, { description, language }: DeskState): string {
  return description.titles[id]?.[language] ?? id
}
