import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { CodedError } from '../../../errors/index.js'

/** Only the page's own script and style sheet may do anything, it talks to this port alone, and no other page shows it in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // A mock of another version may answer at the same address tomorrow.
  'cache-control': 'no-cache',
} as const

/** What holds the page until its script has run, and says what is missing where it does not. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>Console · apps-in-toss-mock</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/console/console.css">
<script type="module" src="/console/console.js"></script>
</head>
<body>
<div id="root"></div>
<noscript>The console needs JavaScript. The same can be done with the control API, which the <a href="/">reference</a> lists.</noscript>
</body>
</html>
`

const files = [
  { path: '/console/console.js', type: 'text/javascript; charset=utf-8' },
  { path: '/console/korean.js', type: 'text/javascript; charset=utf-8' },
  { path: '/console/console.css', type: 'text/css; charset=utf-8' },
]

/** Serves the console at `/console`; its files are made by the build, and read when they are first asked for. */
export function serveConsole(app: FastifyInstance): void {
  for (const path of ['/console', '/console/']) {
    app.get(path, async (_request, reply) => reply.headers(headers).type('text/html; charset=utf-8').send(page))
  }
  for (const { path, type } of files) {
    let text: Promise<string> | undefined
    app.get(path, async (_request, reply) => {
      text ??= readBuilt(path)
      return reply
        .headers(headers)
        .type(type)
        .send(await text)
    })
  }
}

/** The package's own folder is found by its name: the command line is bundled, and lies elsewhere than this file. */
async function readBuilt(path: string): Promise<string> {
  const root = dirname(createRequire(import.meta.url).resolve('apps-in-toss-mock/package.json'))
  try {
    return await readFile(join(root, 'dist', path), 'utf8')
  } catch (cause) {
    throw new CodedError('ERR_NOT_FOUND', `${path} is not built`, { fix: 'Build the package: npm run build.', cause })
  }
}
