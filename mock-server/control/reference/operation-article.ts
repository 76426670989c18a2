import {
  type Behaviour,
  type Failure,
  type Fixture,
  type HeaderParameter,
  headersOf,
  type Limit,
  type Operation,
  productionOrigins,
  userNotes,
  type Variant,
} from '../../../contracts/index.js'
import { fieldTable } from './field-table.js'
import { type Html, html, type Part } from './html.js'
import { rowClass, sourceOf } from './provenance-badge.js'

const users = { ...userNotes, none: 'No user.' } as const satisfies Record<Operation['user'], string>

/** Everything that the contract says of an operation. */
export function operationArticle(
  operation: Operation,
  variants: readonly Variant[],
  fixtures: readonly Fixture[],
): Html {
  const { id, title, titleKo, method, path, host, user, request, success, failures, provenance } = operation
  const headers = headersOf(operation)
  const conflicts = variants.filter((variant) => variant.operations.includes(id))
  return html`<article id="${id}" class="${rowClass(provenance)}">
<h3><a href="#${id}">${title}</a> <span lang="ko">${titleKo}</span></h3>
<p class="route"><b>${method}</b> <code>${path}</code></p>
<p><code>${id}</code>, at ${productionOrigins[host].replace('https://', '')}. ${users[user]} ${sourceOf(provenance)}</p>
${headers.length > 0 && html`<h4>Headers</h4>${headerTable(headers)}`}
<h4>Request body</h4>
${request === null ? html`<p>None.</p>` : html`<p>${!request.required && 'May be left out. '}${sourceOf(request.provenance)}</p>${fieldTable(request.schema, request.provenance)}`}
<h4>Success</h4>
<p>HTTP 200, <code>resultType</code> SUCCESS; in <code>success</code>: ${sourceOf(success.provenance)}</p>
${fieldTable(success.schema, success.provenance)}
<h4>Failures</h4>
${failureTable(failures)}
${factList('Behaviour', operation.behaviours)}
${factList('Limits', operation.limits)}
${conflicts.length > 0 && html`<h4>Where sources conflict</h4>${conflicts.map(variantTable)}`}
${examples(fixtures.filter((fixture) => fixture.operation === id && fixture.verdict === 'accept'))}
</article>
`
}

/** The headers of a request. */
export function headerTable(headers: readonly HeaderParameter[]): Html {
  const rows = headers.map(({ name, description, required, schema, provenance }) => {
    const need = required ? html` <abbr class="required" title="required">*</abbr>` : ''
    const pattern = 'pattern' in schema ? html`<p>matches <code>${String(schema.pattern)}</code></p>` : ''
    return html`<tr class="${rowClass(provenance)}"><th scope="row"><code>${name}</code>${need}</th><td><p>${description}</p>${pattern}</td><td>${sourceOf(provenance)}</td></tr>
`
  })
  return html`<div class="wide"><table>
<thead><tr><th scope="col">header</th><th scope="col">what</th><th scope="col">how it is known</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

function failureTable(failures: readonly Failure[]): Html {
  const rows = failures.map(({ code, httpStatus, reason, when, data, provenance }) => {
    const fields = Object.keys(data?.properties ?? {})
    const more = fields.length === 0 ? '' : html`<p>with <code>error.data.${fields.join(', ')}</code></p>`
    return html`<tr class="${rowClass(provenance)}"><th scope="row"><code>${code}</code></th><td>${httpStatus}</td><td>${reason !== '' && html`<p lang="ko">${reason}</p>`}<p>${when}</p>${more}</td><td>${sourceOf(provenance)}</td></tr>
`
  })
  return html`<div class="wide"><table>
<thead><tr><th scope="col">errorCode</th><th scope="col">HTTP</th><th scope="col">reason, and when</th><th scope="col">how it is known</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

/** Facts that no schema can say. */
export function factList(title: string, facts: readonly (Behaviour | Limit)[]): Part {
  if (facts.length === 0) return ''
  const items = facts.map(
    ({ text, provenance }) => html`<li class="${rowClass(provenance)}">${text} ${sourceOf(provenance)}</li>
`,
  )
  return html`<h4>${title}</h4><ul>${items}</ul>`
}

/** The options of a variant. */
export function variantTable({ id, title, options, default: byDefault }: Variant): Html {
  const items = Object.entries(options).map(([name, { text, provenance }]) => {
    const mark = name === byDefault ? html` <b>(default)</b>` : ''
    return html`<li class="${rowClass(provenance)}"><code>${name}</code>${mark}: ${text} ${sourceOf(provenance)}</li>
`
  })
  return html`<p>${title} (<code>--variant ${id}=…</code>)</p><ul>${items}</ul>`
}

function examples(fixtures: readonly Fixture[]): Part {
  if (fixtures.length === 0) return ''
  const shown = fixtures.map((fixture) => {
    const { part, title, provenance, variant } = fixture
    const status = part === 'response' ? `, HTTP ${fixture.response.status}` : ''
    const option = variant === undefined ? '' : html` <code>${variant.id}=${variant.option}</code>`
    return html`<h5>${part === 'request' ? 'Request' : 'Answer'}: ${title}${status}${option} ${sourceOf(provenance)}</h5>
<pre tabindex="0"><code>${exampleText(fixture)}</code></pre>
`
  })
  return html`<details><summary>${fixtures.length} examples</summary>${shown}</details>`
}

function exampleText(fixture: Fixture): string {
  if (fixture.part === 'response') return inJson(fixture.response.body)
  const { headers = {}, body } = fixture.request
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  const parts = [...lines, ...(body === undefined ? [] : ['', inJson(body)])]
  return parts.length === 0 ? '(no headers of its own, no body)' : parts.join('\n').trimStart()
}

function inJson(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
