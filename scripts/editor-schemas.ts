import { badServerCertificates } from '../ca/index.js'
import { type Setting, type SettingKey, settings } from '../cli/settings/settings.js'
import { type JsonSchema, type Variant, variants } from '../contracts/index.js'
import { scenarioNames } from '../mock-server/partner-side/faults/scenarios.js'
import { languages } from '../mock-server/record/language.js'
import { logLevels } from '../mock-server/record/log.js'
import { worldSeed } from '../mock-server/seed/world-seed.js'

// Draft-07 is what editors read best. What our schemas say, it says as well.
const draft = 'http://json-schema.org/draft-07/schema#'
const comment = 'Written by npm run docs from the code of apps-in-toss-mock.'

/** The JSON Schema of a seed file, for editors. What it says, the mock checks, and more: references, dates, combinations. */
export function seedFileSchema(): string {
  return inText({ $schema: draft, $comment: comment, title: 'Seed file of apps-in-toss-mock', ...worldSeed })
}

/** The JSON Schema of a config file, for editors. */
export function configFileSchema(): string {
  const $schema = { type: 'string', description: 'Where an editor finds this schema.' }
  const properties = settings.map((setting) => [setting.key, schemaOf(setting)])
  return inText({
    $schema: draft,
    $comment: comment,
    title: 'Config file of apps-in-toss-mock',
    type: 'object',
    properties: { $schema, ...Object.fromEntries(properties) },
    additionalProperties: false,
  })
}

function schemaOf(setting: Setting): JsonSchema {
  const { key, text, fallback } = setting
  const description = fallback === undefined ? `${text}.` : `${text}. Default: ${fallback}.`
  return { description, ...kinds[setting.kind], ...more[key] }
}

const kinds: Record<Setting['kind'], JsonSchema> = {
  number: { type: 'integer' },
  text: { type: 'string' },
  path: { type: 'string' },
  switch: { type: 'boolean' },
  list: { type: 'array', items: { type: 'string' } },
  choices: { type: 'object', additionalProperties: { type: 'string' } },
}

const port = { minimum: 0, maximum: 65_535 }

/** What is known of a setting besides its kind. */
const more: { readonly [Key in SettingKey]?: JsonSchema } = {
  port,
  controlPort: port,
  proxyPort: port,
  proxyOthers: { enum: ['pass', 'refuse'] },
  serverCertificate: { enum: Object.keys(badServerCertificates) },
  scenario: { items: { enum: scenarioNames } },
  logLevel: { enum: logLevels },
  logFormat: { enum: ['pretty', 'json'] },
  lang: { enum: languages },
  variants: {
    properties: Object.fromEntries(
      (variants as readonly Variant[]).map(({ id, title, options }) => [
        id,
        { description: `${title}.`, enum: Object.keys(options) },
      ]),
    ),
    additionalProperties: false,
  },
}

function inText(schema: object): string {
  // How a field is known (x-provenance) is nothing that an editor shows.
  const known = (name: string, value: unknown) => (name.startsWith('x-') ? undefined : value)
  return `${JSON.stringify(schema, known, 2)}\n`
}
