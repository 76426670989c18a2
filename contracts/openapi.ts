import type { OpenAPIV3_1 } from 'openapi-types'
import { callbacks } from './callbacks.js'
import { operations, variants } from './catalogue.js'
import type { Fixture } from './fixture.js'
import { notMockedOperations } from './not-mocked.js'
import { openApiOperation, successSchemaName } from './openapi-operation.js'
import { readableByGenerators } from './openapi-schema.js'
import { openApiWebhook } from './openapi-webhook.js'
import { type Feature, type Operation, productionOrigins } from './operation.js'

/** What the document should hold besides the contract. */
export interface OpenApiOptions {
  /** An origin that serves all operations, for example that of a running mock; named before the production ones. */
  readonly serverUrl?: string
  /** Fixtures with verdict `accept` become examples; see {@link loadFixtures}. */
  readonly fixtures?: readonly Fixture[]
  /** `info.version`; by default the day on which the newest source was looked at. */
  readonly version?: string
}

/** What each part of the platform is called, in English and Korean. */
export const featureTitles: Readonly<Record<Feature, string>> = {
  login: 'Toss Login (토스 로그인)',
  'anonymous-key': 'Anonymous key (익명 사용자 키)',
  pay: 'Toss Pay (토스페이)',
  iap: 'In-app purchase (인앱결제)',
  messenger: 'Functional push and messages (스마트 발송)',
  promotion: 'Promotion: Toss points (프로모션)',
}

const description = `An unofficial description of the Apps in Toss (앱인토스) partner API. Toss did not make or endorse it.

Every fact carries \`x-provenance\`: \`documented\` (stated by the official developer centre), \`observed\` (a public report of
somebody running against production), \`relied-on\` (several independent public clients depend on it) or \`assumed\` (nothing
public says; a decision of this project). Where a part of it is such a decision, \`x-provenance.assumed\` says which. The server demands a client certificate in the TLS handshake: without one there
is no HTTP reply. A business failure is HTTP 200 with a FAIL envelope. \`x-known-not-described\` lists the operations that are known to
exist, and that too little is known of to describe them.`

const securitySchemes = {
  clientCertificate: {
    type: 'mutualTLS',
    description: "The mini-app's client certificate, issued in the console and valid for 390 days.",
  },
  accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'The access token of Toss Login.' },
  callbackBasic: { type: 'http', scheme: 'basic', description: 'The value that the partner set in the console.' },
}

/**
 * The whole contract as an OpenAPI 3.1 document: operations, failures, variants, webhooks, and how each fact is known.
 * Plain JSON that shares nothing with the contract, so that it may be changed.
 *
 * @example
 * ```ts
 * const document = openApiDocument({ serverUrl: 'https://localhost:8443', fixtures: await loadFixtures() })
 * ```
 */
export function openApiDocument(options: OpenApiOptions = {}): OpenAPIV3_1.Document {
  const all: readonly Operation[] = operations
  const own = options.serverUrl === undefined ? [] : [{ url: options.serverUrl, description: 'This server' }]
  const servers = (host: keyof typeof productionOrigins) => [
    ...own,
    { url: productionOrigins[host], description: `Production (${host})` },
  ]
  const paths: Record<string, Record<string, unknown>> = {}
  for (const operation of all) {
    const item = paths[operation.path] ?? {}
    const fixtures = (options.fixtures ?? []).filter((fixture) => fixture.operation === operation.id)
    item[operation.method.toLowerCase()] = openApiOperation(operation, variants, fixtures)
    if (operation.host !== 'api') item.servers = servers(operation.host)
    paths[operation.path] = item
  }
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Apps in Toss partner API (unofficial)',
      summary: 'What is publicly known of the API between a mini-app’s server and Apps in Toss',
      description,
      version: options.version ?? newestDate(all),
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: servers('api'),
    security: [{ clientCertificate: [] }],
    tags: Object.entries(featureTitles).map(([name, text]) => ({ name, description: text })),
    paths,
    'x-known-not-described': notMockedOperations.map(
      ({ id, title, titleKo, host, method, path, known, provenance }) => ({
        operationId: id,
        summary: `${title} (${titleKo})`,
        description: known,
        method,
        url: `${productionOrigins[host]}${path}`,
        'x-provenance': provenance,
      }),
    ),
    webhooks: Object.fromEntries(callbacks.map((callback) => [callback.id, openApiWebhook(callback, variants)])),
    components: {
      securitySchemes,
      schemas: Object.fromEntries(
        all.map(({ id, success }) => [
          successSchemaName(id),
          { ...success.schema, 'x-provenance': success.schema['x-provenance'] ?? success.provenance },
        ]),
      ),
    },
  }
  return readableByGenerators(JSON.parse(JSON.stringify(document)) as OpenAPIV3_1.Document)
}

function newestDate(all: readonly Operation[]): string {
  const dates = all.map((operation) => operation.provenance.date).sort()
  return dates.at(-1) ?? '0'
}
