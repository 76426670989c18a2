// Makes console/api/things.ts: the types of what the console reads by name, from the control API's own description. Runs before
// each type check, and does nothing where the file is younger than all that it is made from.
import { readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { tsImport } from 'tsx/esm/api'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'console/api/things.ts')

/** What each type is: an operation's answer, or one item of a list in it. All other operations are called by the description alone. */
export const things = {
  Info: ['info'],
  User: ['listUsers', 'users'],
  Payment: ['listPayments', 'payments'],
  Order: ['listOrders', 'orders'],
  Product: ['listProducts', 'products'],
  Subscription: ['listSubscriptions', 'subscriptions'],
  Promotion: ['listPromotions', 'promotions'],
  Grant: ['listGrants', 'grants'],
  Message: ['readInbox', 'messages'],
  Template: ['listTemplates', 'templates'],
  Certificate: ['listCertificates', 'certificates'],
  FaultRule: ['listFaults', 'faults'],
  Prompt: ['listPrompts', 'prompts'],
  AppCall: ['listTossAppCalls', 'calls'],
  Callbacks: ['getCallbacks'],
}

export async function controlDocument() {
  const { controlOpenApiDocument } = await tsImport('../mock-server/control/openapi.ts', import.meta.url)
  return controlOpenApiDocument('http://127.0.0.1:8444')
}

/** The text of console/api/things.ts, of a document of the control API. */
export function typesOfThings({ paths, components }) {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods))
  const answerOf = (id) =>
    operations.find(({ operationId }) => operationId === id).responses[200].content['application/json'].schema

  function typeOf({ $ref, const: only, enum: words, anyOf, oneOf = anyOf, type, ...schema }) {
    if ($ref !== undefined) return typeOf(components.schemas[$ref.split('/').at(-1)])
    if (only !== undefined) return JSON.stringify(only)
    if (words !== undefined) return words.map((word) => JSON.stringify(word)).join(' | ')
    if (oneOf !== undefined) return oneOf.map(typeOf).join(' | ')
    return [type ?? 'unknown']
      .flat()
      .map((name) => typeNamed(name, schema))
      .join(' | ')
  }

  function typeNamed(name, { items = {}, properties, required = [], additionalProperties = false }) {
    if (name === 'array') return `(${typeOf(items)})[]`
    if (name !== 'object') return name === 'integer' ? 'number' : name
    if (properties === undefined)
      return `Record<string, ${additionalProperties ? typeOf(additionalProperties) : 'never'}>`
    const fields = Object.entries(properties).map(([field, schema]) => {
      const isOptional = schema.default === undefined && !required.includes(field)
      const says = schema.description === undefined ? '' : `/** ${schema.description} */ `
      return `${says}${JSON.stringify(field)}${isOptional ? '?' : ''}: ${typeOf(schema)}`
    })
    return `{\n${fields.join('\n')}\n}`
  }

  const types = Object.entries(things).map(([name, [id, list]]) => {
    const answer = answerOf(id)
    return `export type ${name} = ${typeOf(list === undefined ? answer : answer.properties[list].items)}`
  })
  return `// Made by scripts/console-types.mjs before each type check.\n${types.join('\n')}\n`
}

const madeAt = (path) => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

function youngestIn(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
  return Math.max(...entries.map(({ parentPath, name }) => madeAt(join(parentPath, name))))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const sources = ['mock-server', 'contracts'].map(youngestIn)
  if (madeAt(target) < Math.max(...sources, madeAt(process.argv[1]))) {
    writeFileSync(target, typesOfThings(await controlDocument()))
  }
}
