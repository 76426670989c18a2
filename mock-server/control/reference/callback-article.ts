import type { Callback, Variant } from '../../../contracts/index.js'
import { fieldTable } from './field-table.js'
import { type Html, html } from './html.js'
import { factList, headerTable, variantTable } from './operation-article.js'
import { rowClass, sourceOf } from './provenance-badge.js'

/** Everything that the contract says of a request that Toss sends to the partner. */
export function callbackArticle(callback: Callback, variants: readonly Variant[]): Html {
  const { id, title, titleKo, headers, requests, answer, provenance } = callback
  const { from, to } = answer.statuses
  const conflicts = variants.filter((variant) => variant.operations.includes(id))
  const shapes = requests.map(({ method, in: place, schema, example, provenance: known }) => {
    const where = place === 'query' ? 'in the query' : 'in the body'
    return html`<h4>${method}, ${where}</h4><p>${sourceOf(known)}</p>${fieldTable(schema, known)}
<details><summary>Example</summary><pre tabindex="0"><code>${JSON.stringify(example, null, 2)}</code></pre></details>`
  })
  return html`<article id="${id}" class="${rowClass(provenance)}">
<h3><a href="#${id}">${title}</a> <span lang="ko">${titleKo}</span></h3>
<p><code>${id}</code>, from Toss to the partner's server. ${sourceOf(provenance)}</p>
${factList('Settings in the console', callback.settings)}
<h4>Headers</h4>${headerTable(headers)}
${shapes}
<h4>Answer</h4><p>Any HTTP status from ${from} to ${to}. ${sourceOf(answer.provenance)}</p>
${factList('Behaviour', callback.behaviours)}
${factList('Limits', callback.limits)}
${conflicts.length > 0 && html`<h4>Where sources conflict</h4>${conflicts.map(variantTable)}`}
</article>
`
}
