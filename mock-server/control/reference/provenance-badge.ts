import { type Knowledge, type Provenance, sourceInWords } from '../../../contracts/index.js'
import { type Html, html } from './html.js'

/** The words of provenance, with what they mean. */
export const knowledge: Readonly<Record<Knowledge, string>> = {
  documented: 'the official developer centre states it',
  observed: 'a public report of somebody running against production shows it',
  'relied-on': 'several independent public clients depend on it',
  assumed: 'nothing public says; a decision of this project',
}

/** The word alone. */
export function badge({ known }: Provenance): Html {
  return html`<span class="known ${known}">${known}</span>`
}

/** The word, with its source and date. */
export function sourceOf(provenance: Provenance): Html {
  const { date, assumed } = provenance
  const partly = assumed === undefined ? '' : html` <span class="known assumed">partly assumed</span>`
  const source = sourceInWords(provenance)
  return html`${badge(provenance)}${partly} <span class="source">${source}, <time>${date}</time></span>`
}

/** Marks a row or an item that is only assumed. */
export function rowClass({ known }: Provenance): string {
  return known === 'assumed' ? 'is-assumed' : ''
}
