import {
  callbacks,
  type Fixture,
  features,
  featureTitles,
  type Knowledge,
  notMockedOperations,
  type Operation,
  operations,
  type Variant,
  variants,
} from '../../../contracts/index.js'
import type { ConnectionInfo, ControlRoute } from '../route.js'
import { callbackArticle } from './callback-article.js'
import { type Html, html } from './html.js'
import { operationArticle } from './operation-article.js'
import { knowledge, rowClass, sourceOf } from './provenance-badge.js'
import { style } from './style.js'

/** What the page is made from, besides the contract. */
export interface ReferencePageOptions {
  /** Those that are accepted are shown as examples. */
  readonly fixtures: readonly Fixture[]
  readonly info: Pick<ConnectionInfo, 'baseUrl' | 'controlUrl' | 'appName'>
  /** The routes of the control API, which are listed at the end. */
  readonly routes: readonly ControlRoute[]
}

const operationList: readonly Operation[] = operations
const variantList: readonly Variant[] = variants

/** The contract as one page of HTML that loads nothing and needs no JavaScript. */
export function referencePage({ fixtures, info, routes }: ReferencePageOptions): string {
  const parts = features.map((feature) => ({
    feature,
    title: featureTitles[feature],
    operations: operationList.filter((operation) => operation.feature === feature),
  }))
  const counts = countKnowledge()
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Apps in Toss partner API: reference (unofficial)</title>
<style>${{ html: style }}</style>
</head>
<body>
<div class="frame">
<nav aria-label="Operations">
<p><b><a href="#top">Reference</a></b></p>
<p><a href="/console">Console</a></p>
<p><a href="/?lang=ko" lang="ko">한국어</a></p>
${parts.map(
  (part) => html`<h2><a href="#${part.feature}">${part.title}</a></h2>
<ul>${part.operations.map(({ id }) => html`<li><a href="#${id}">${id.split('.')[1]}</a></li>`)}</ul>
`,
)}
<h2><a href="#not-mocked">Known, and not mocked</a></h2>
<h2><a href="#callbacks">Callbacks</a></h2>
<ul>${callbacks.map(({ id }) => html`<li><a href="#${id}">${id.split('.')[1]}</a></li>`)}</ul>
<h2><a href="#control">Control API</a></h2>
</nav>
<main id="top">
<h1>Apps in Toss partner API <span lang="ko">앱인토스</span></h1>
<p class="notice"><b>Unofficial.</b> What is publicly known of the API, and what this mock assumes. Not made or endorsed by Toss; nobody of this project has called the live service.</p>
<p>This mock serves the API at <code>${info.baseUrl}</code> for the mini-app <code>${info.appName}</code>. The same as
OpenAPI 3.1: <a href="/openapi.json">/openapi.json</a>; what calls it, and what Toss and its app do, live:
<a href="/console">/console</a>. Every response is JSON: <code>{"resultType":"SUCCESS","success":…}</code> or
<code>{"resultType":"FAIL","success":null,"error":{"errorCode":…,"reason":…}}</code>, a business failure with HTTP 200.</p>
<p>Every fact says how it is known:</p>
<dl class="legend">${(Object.keys(knowledge) as Knowledge[]).map(
    (
      known,
    ) => html`<dt><span class="known ${known}">${known}</span></dt><dd>${knowledge[known]} (${counts.get(known) ?? 0})</dd>
`,
  )}</dl>
<p><span class="known assumed">partly assumed</span> stands where the source covers a part of the fact only, and says which.</p>
<p><abbr class="required" title="required">*</abbr> marks what has to be there.</p>
${parts.map(
  (part) => html`<section id="${part.feature}" aria-label="${part.title}">
<h2>${part.title}</h2>
${part.operations.map((operation) => operationArticle(operation, variantList, fixtures))}
</section>
`,
)}
<section id="not-mocked" aria-label="Known, and not mocked">
<h2>Known, and not mocked</h2>
<p>The API has these operations. What they answer is unpublished, so this mock answers 404 and says in its log which one was called.</p>
${notMockedTable()}
</section>
<section id="callbacks" aria-label="Callbacks">
<h2>Callbacks: what Toss sends to the partner</h2>
${callbacks.map((callback) => callbackArticle(callback, variantList))}
</section>
<section id="control" aria-label="Control API">
<h2>Control API: what the Toss app and the console do</h2>
<p>The mock's own, at <code>${info.controlUrl}</code>; production has nothing like it. With schemas:
<a href="/control.openapi.json">/control.openapi.json</a>.</p>
${routeTable(routes)}
</section>
</main>
</div>
</body>
</html>
`
  return page.html
}

function notMockedTable(): Html {
  const rows = notMockedOperations.map(
    ({
      id,
      title,
      titleKo,
      method,
      path,
      known,
      provenance,
    }) => html`<tr class="${rowClass(provenance)}"><th scope="row"><code>${id}</code></th><td><p>${title} <span lang="ko">${titleKo}</span></p><p><code>${method} ${path}</code></p></td><td>${known}</td><td>${sourceOf(provenance)}</td></tr>
`,
  )
  return html`<div class="wide"><table>
<thead><tr><th scope="col">operation</th><th scope="col">what it does</th><th scope="col">what is known</th><th scope="col">how it is known</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

function routeTable(routes: readonly ControlRoute[]): Html {
  const rows = routes.map(
    ({ method, path, summary }) => html`<tr><th scope="row"><code>${method} ${path}</code></th><td>${summary}</td></tr>
`,
  )
  return html`<div class="wide"><table>
<thead><tr><th scope="col">route</th><th scope="col">what it does</th></tr></thead>
<tbody>${rows}</tbody>
</table></div>`
}

/** How many facts of the contract are known in which way. */
function countKnowledge(): Map<string, number> {
  const counts = new Map<string, number>()
  count([operationList, callbacks])
  return counts

  function count(node: unknown): void {
    if (typeof node !== 'object' || node === null) return
    for (const [name, value] of Object.entries(node)) {
      if (name === 'provenance' || name === 'x-provenance') {
        const { known } = value as { known: string }
        counts.set(known, (counts.get(known) ?? 0) + 1)
      } else count(value)
    }
  }
}
