import type { Difference } from './difference.js'
import type { Notebook } from './notebook.js'
import type { Answer } from './read-answer.js'

/** Counts answers, and whether each of them was JSON. */
export interface Tally {
  count(answer: Answer): void
  /** Writes into the notebook what all answers have in common. */
  conclude(notebook: Notebook): void
}

/** A tally of nothing. */
export function startTally(): Tally {
  let answers = 0
  const differences: Difference[] = []
  return {
    count(answer) {
      if (answer.status === 0) return
      answers++
      differences.push(...answer.differences.filter(({ rule }) => rule === 'json' || rule === 'contentType'))
    },
    conclude(notebook) {
      if (answers > 0) notebook.note('http/json-always', `${answers} answers`, differences)
    },
  }
}
