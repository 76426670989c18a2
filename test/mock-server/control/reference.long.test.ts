import { createHash } from 'node:crypto'
import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  callbacks,
  type JsonSchema,
  loadFixtures,
  type Operation,
  operations,
  variants,
} from '../../../contracts/index.js'
import { controlRoutes } from '../../../mock-server/control/routes.js'
import { type MockServer, startMockServer } from '../../../mock-server/index.js'

const all: readonly Operation[] = operations
let mock: MockServer
let page: string
beforeAll(async () => {
  mock = await startMockServer()
  page = await (await fetch(`${mock.controlUrl}/`)).text()
})
afterAll(() => mock.close())

/** A GET as a browser or something else sends it. */
function get(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${mock.controlUrl}${path}`, { headers, agent: false }).end()
    sent.on('error', reject).on('response', async (response) => {
      let body = ''
      for await (const part of response.setEncoding('utf8')) body += part
      resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
    })
  })
}

/** What stands in an element with this id, up to its end. */
function article(id: string): string {
  const start = page.indexOf(`<article id="${id}"`)
  return start === -1 ? '' : page.slice(start, page.indexOf('</article>', start))
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

describe('what the page holds', () => {
  test.each(all)('$id: route, Korean title, fields, failures, facts, variants, examples', async (operation) => {
    const text = article(operation.id)
    for (const part of [operation.path, operation.method, operation.titleKo, operation.title])
      expect(text).toContain(escaped(part))
    for (const { code, reason, when } of operation.failures) {
      expect(text).toContain(`<code>${code}</code>`)
      expect(text).toContain(escaped(reason))
      expect(text).toContain(escaped(when))
    }
    for (const path of [...paths(operation.success.schema), ...paths(operation.request?.schema ?? {})]) {
      expect(text).toContain(`<th scope="row"><code>${path}</code>`)
    }
    for (const fact of [...operation.behaviours, ...operation.limits]) expect(text).toContain(escaped(fact.text))
    for (const variant of variants.filter(({ operations: of }) => (of as readonly string[]).includes(operation.id))) {
      expect(text).toContain(`--variant ${variant.id}=…`)
      for (const option of Object.keys(variant.options)) expect(text).toContain(`<code>${option}</code>`)
    }
    const accepted = (await loadFixtures()).filter(
      (fixture) => fixture.operation === operation.id && fixture.verdict === 'accept',
    )
    expect(text).toContain(`${accepted.length} examples`)
    for (const { title } of accepted) expect(text).toContain(escaped(title))
    expect(page).toContain(`<a href="#${operation.id}">`)
  })

  test('each fact that is assumed is marked so, with the reason', () => {
    for (const operation of all) {
      for (const { code, provenance } of operation.failures.filter(
        (failure) => failure.provenance.known === 'assumed',
      )) {
        const row = article(operation.id).match(
          new RegExp(`<tr class="is-assumed"><th scope="row"><code>${code}</code>.*`),
        )?.[0]
        expect(row, `${operation.id} ${code}`).toContain('<span class="known assumed">assumed</span>')
        expect(row).toContain(escaped(provenance.source))
      }
    }
    expect(page.match(/class="is-assumed"/g)?.length).toBeGreaterThan(30)
  })

  test('callbacks, and the routes of the control API', () => {
    for (const { id, titleKo, behaviours } of callbacks) {
      expect(article(id)).toContain(titleKo)
      for (const { text } of behaviours) expect(article(id)).toContain(escaped(text))
    }
    for (const { method, path, summary } of controlRoutes) {
      expect(page).toContain(`<code>${method} ${path}</code></th><td>${escaped(summary)}</td>`)
    }
  })

  test('where this mock is, and that it is unofficial', () => {
    expect(page).toContain(mock.baseUrl)
    expect(page).toContain('<b>Unofficial.</b>')
  })
})

describe('how the page is made', () => {
  test('its elements are closed in order, its ids are unique, and its links lead somewhere', async () => {
    const open: string[] = []
    for (const [, slash, name] of withoutStyle().matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*>/g)) {
      if (['meta', 'br'].includes(name as string)) continue
      if (slash === '') open.push(name as string)
      else expect(open.pop()).toBe(name)
    }
    expect(open).toEqual([])
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const links = [...page.matchAll(/ href="([^"]+)"/g)].map(([, link]) => link as string)
    for (const link of new Set(links)) {
      if (link.startsWith('#')) expect(ids).toContain(link.slice(1))
      else expect((await get(link)).status, link).toBe(200)
    }
  })

  test('it loads nothing, runs nothing, and every attribute is one that is harmless', () => {
    const names = new Set([...withoutStyle().matchAll(/<([a-z][a-z0-9]*)/g)].map(([, name]) => name as string))
    for (const name of ['script', 'img', 'link', 'iframe', 'object', 'embed', 'form', 'base', 'svg', 'video']) {
      expect([...names]).not.toContain(name)
    }
    expect(page).not.toMatch(/url\(|@import|javascript:/)
    const attributes = [...withoutStyle().matchAll(/<[a-z][a-z0-9]*((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*>/g)].flatMap(
      ([, list]) => [...(list as string).matchAll(/ ([a-z-]+)="/g)].map(([, name]) => name as string),
    )
    const harmless = [
      'lang',
      'charset',
      'name',
      'content',
      'aria-label',
      'href',
      'id',
      'class',
      'scope',
      'title',
      'tabindex',
    ]
    expect([...new Set(attributes)].filter((name) => !harmless.includes(name))).toEqual([])
  })

  test('its policy allows its own style sheet, and nothing else', async () => {
    const { headers } = await get('/')
    const [, style] = /<style>([\s\S]*?)<\/style>/.exec(page) ?? []
    const hash = createHash('sha256')
      .update(style as string)
      .digest('base64')
    expect(headers['content-security-policy']).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    )
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(page).not.toContain(' style="')
  })

  test('light and dark follow the reader', () => {
    expect(page).toContain('color-scheme: light dark')
    expect(page).toContain('@media (prefers-color-scheme: dark)')
  })
})

describe('who may read it', () => {
  test.each([
    [{ 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate' }],
    [{ 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' }],
    [{}],
  ])('a browser whose user typed the address or followed a link of the page (%j)', async (headers) => {
    for (const path of ['/', '/reference']) expect(await get(path, headers)).toMatchObject({ status: 200, body: page })
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ host: 'rebound.example' }],
    [{ origin: 'https://evil.example' }],
  ])('no page of another origin (%j)', async (headers) => {
    const { status, body } = await get('/', headers as Record<string, string>)
    expect(status).toBe(403)
    expect(body).not.toContain('<html')
  })
})

function withoutStyle(): string {
  return page.replace(/<style>[\s\S]*?<\/style>/, '<style></style>')
}

/** Every field of a schema, with its path. */
function paths(schema: JsonSchema, path = ''): string[] {
  const own = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const inner = path === '' ? name : `${path}.${name}`
    return [inner, ...paths(field, inner)]
  })
  return [...own, ...(schema.items === undefined ? [] : paths(schema.items, `${path}[]`))]
}

describe('the language', () => {
  const languageOf = async (path: string, headers = {}) =>
    /<html lang="(\w+)">/.exec((await get(path, headers)).body)?.[1]

  test('is that of the browser, unless the address or the mock says otherwise', async () => {
    expect(await languageOf('/')).toBe('en')
    expect(await languageOf('/', { 'accept-language': 'ko-KR,ko;q=0.9,en;q=0.8' })).toBe('ko')
    expect(await languageOf('/', { 'accept-language': 'de' })).toBe('en')
    expect(await languageOf('/?lang=en', { 'accept-language': 'ko' })).toBe('en')
    expect(await languageOf('/reference?lang=ko')).toBe('ko')
    expect(await languageOf('/?lang=xx')).toBe('en')
    await using korean = await startMockServer({ lang: 'ko' })
    expect(await (await fetch(korean.controlUrl)).text()).toContain('<html lang="ko">')
  })
})
