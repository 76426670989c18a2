import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { loadFixtures } from '../../../contracts/index.js'
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
} as const

/** Serves the reference page at `/` and `/reference`; it is made when it is first asked for. */
export function serveReference(app: FastifyInstance, { info }: Pick<ControlSurroundings, 'info'>): void {
  let page: Promise<string> | undefined
  const make = async () => referencePage({ fixtures: await loadFixtures(), info: info(), routes: controlRoutes })
  for (const path of ['/', '/reference']) {
    app.get(path, async (_request, reply) => {
      page ??= make()
      return reply.headers(headers).send(await page)
    })
  }
}
