import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { loadFixtures } from '../../../contracts/index.js'
import { type Language, languages } from '../../record/language.js'
import type { ControlSurroundings } from '../route.js'
import { controlRoutes } from '../routes.js'
import { referencePage } from './page.js'
import { style } from './style.js'

/** Only the page's own style sheet may do anything, and no other page may show this one in a frame. */
const policy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const headers = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  vary: 'accept-language',
} as const

/** Serves the reference page at `/` and `/reference`; in each language it is made when it is first asked for. */
export function serveReference(
  app: FastifyInstance,
  { info, language }: Pick<ControlSurroundings, 'info' | 'language'>,
): void {
  const pages: Partial<Record<Language, Promise<string>>> = {}
  const inEnglish = async () => referencePage({ fixtures: await loadFixtures(), info: info(), routes: controlRoutes })
  const make = {
    en: inEnglish,
    ko: async () => (await import('./korean-page.js')).koreanPage(await inEnglish(), controlRoutes),
  } as const satisfies Record<Language, () => Promise<string>>
  for (const path of ['/', '/reference']) {
    app.get<{ Querystring: { lang?: unknown } }>(path, async ({ query, headers: asked }, reply) => {
      const wanted = [query.lang, asked['accept-language']?.slice(0, 2)]
      const chosen = languages.find((each) => wanted.includes(each) && (query.lang ?? each) === each) ?? language
      pages[chosen] ??= make[chosen]()
      return reply.headers(headers).send(await pages[chosen])
    })
  }
}
