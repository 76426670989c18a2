// Writes console/api/control-api.ts: the types of what the console reads by name, made from the control API's own description by
// openapi-typescript, which `npm run public-tools` installs. `npm run console-types`; test/public-tools/console-types.long.test.ts compares.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { controlOpenApiDocument } from '../mock-server/control/openapi.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = join(
  process.env.OPENAPI_TYPESCRIPT ?? join(root, 'test/public-tools'),
  'node_modules/openapi-typescript/bin/cli.js',
)
const target = join(root, 'console/api/control-api.ts')

/** The operations whose answers the console takes apart; it calls all others by the description alone. */
const named = [
  ...['listUsers', 'listPayments', 'listOrders', 'listProducts', 'listSubscriptions', 'listPromotions', 'listGrants'],
  ...[
    'readInbox',
    'listTemplates',
    'listCertificates',
    'listFaults',
    'getCallbacks',
    'info',
    'listPrompts',
    'listTossAppCalls',
  ],
]

/** The text of the file as the control API is now. */
export function typesOfControlApi(): string {
  if (!existsSync(program)) throw new Error('openapi-typescript is not installed: npm run public-tools')
  const document = controlOpenApiDocument('http://127.0.0.1:8444')
  const paths = Object.entries(document.paths ?? {}).flatMap(([path, methods]) => {
    const kept = Object.entries(methods as Record<string, { operationId: string }>).filter(([, { operationId }]) =>
      named.includes(operationId),
    )
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)]]
  })
  const folder = mkdtempSync(join(tmpdir(), 'console-types-'))
  try {
    const [input, output] = [join(folder, 'control.json'), join(folder, 'control.ts')]
    writeFileSync(input, JSON.stringify({ ...document, paths: Object.fromEntries(paths) }))
    // Elsewhere, so that it does not read our redocly.yaml.
    execFileSync(process.execPath, [program, input, '-o', output], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    return readFileSync(output, 'utf8')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, typesOfControlApi())
