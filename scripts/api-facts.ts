import {
  type Callback,
  callbacks,
  type Failure,
  failEnvelopeSchema,
  features,
  featureTitles,
  headersOf,
  type JsonSchema,
  notMockedOperations,
  type Operation,
  operations,
  type Provenance,
  productionOrigins,
  resultTypes,
  type Variant,
  variants,
} from '../contracts/index.js'
import { transportBehaviours } from '../verify/transport-behaviours.js'
import { cell, describeValue, fieldRows, knownInWords, table, withPart } from './schema-table.js'

/** `docs/api-facts.md` with everything that the contract says; what is around it is written by hand. */
export function withApiFacts(page: string): string {
  return withPart(page, 'contract', contract())
}

const all: readonly Operation[] = operations

/** What every operation may answer. */
const common = (all[0] as Operation).failures.filter(({ code, when }) =>
  all.every(({ failures }) => failures.some((failure) => failure.code === code && failure.when === when)),
)

function contract(): string {
  const byFeature = features.map((feature) => {
    const own = all.filter((operation) => operation.feature === feature)
    return `## ${featureTitles[feature]}\n\n${own.map(operationSection).join('\n')}`
  })
  const connection = transportBehaviours.map(({ area, says, provenance }): FactRow => {
    return [area.toUpperCase(), cell(says), provenance]
  })
  return `## The connection

${facts(['', 'what', 'known'], connection)}

## The envelope

Every answer of an operation has it. \`resultType\` is one of ${resultTypes.map((type) => `\`${type}\``).join(', ')}, and anything but SUCCESS is a failure.
On SUCCESS \`success\` holds the payload, and \`error\` is absent or null. A failure looks like this:

${fieldTable(fieldsOf(failEnvelopeSchema()))}

## What every operation may answer

${failureTable(common)}

${byFeature.join('\n')}
## Callbacks

${(callbacks as readonly Callback[]).map(callbackSection).join('\n')}
## Known, and not in the contract

${facts(
  ['operation', 'what is known', 'known'],
  notMockedOperations.map(({ method, path, titleKo, known, provenance }) => [
    `\`${method} ${path}\` (${titleKo})`,
    cell(known),
    provenance,
  ]),
)}
`
}

function operationSection(operation: Operation): string {
  const { id, title, titleKo, method, path, host, effect, request, success, failures, behaviours, limits } = operation
  const headers = headersOf(operation).map(({ name, required, schema, description, provenance }): FieldCells => {
    return [`\`${name}\`${required ? ' (required)' : ''}`, describeValue(schema), cell(description), provenance]
  })
  const concerned = (variants as readonly Variant[]).filter(({ operations: ids }) => ids.includes(id))
  const own = failures.filter(({ code }) => !common.some((failure) => failure.code === code))
  return sections(`### \`${id}\`: ${title} (${titleKo})`, [
    `\`${method} ${path}\` at ${productionOrigins[host]}. It ${effect === 'read' ? 'changes nothing' : 'changes something'}.`,
    headers.length === 0 ? '' : `Headers:\n\n${fieldTable(headers)}`,
    request === null ? '' : `Request (${knownInWords(request.provenance)}):\n\n${fieldTable(fieldsOf(request.schema))}`,
    `Success (${knownInWords(success.provenance)}):${payload(success.schema)}`,
    own.length === 0 ? '' : `Failures:\n\n${failureTable(own)}`,
    rules([...behaviours, ...limits]),
    concerned.length === 0
      ? ''
      : `Sources conflict: ${concerned.map(({ id: name }) => `[\`${name}\`](variants.md#${name.toLowerCase().replaceAll('.', '')})`).join(', ')}.`,
  ])
}

function callbackSection({
  id,
  title,
  titleKo,
  settings,
  headers,
  requests,
  answer,
  behaviours,
  limits,
}: Callback): string {
  const sent = requests.map(
    ({ method, in: part, schema, provenance }) =>
      `${method}, in the ${part} (${knownInWords(provenance)}):\n\n${fieldTable(fieldsOf(schema))}`,
  )
  const answered = `What is answered from ${answer.statuses.from} to ${answer.statuses.to} is taken.`
  const known = headers.map((header) => ({ text: `Header \`${header.name}\`: ${header.description}`, ...header }))
  const facts = [{ text: answered, provenance: answer.provenance }, ...settings, ...known, ...behaviours, ...limits]
  return sections(`### \`${id}\`: ${title} (${titleKo})`, [...sent, rules(facts)])
}

function sections(head: string, parts: readonly string[]): string {
  return `${[head, ...parts.filter((part) => part !== '')].join('\n\n')}\n`
}

type FactRow = readonly [string, string, Provenance]
type FieldCells = readonly [string, string, string, Provenance | undefined]

function facts(heads: readonly string[], rows: readonly FactRow[]): string {
  return table(
    heads,
    rows.map(([name, text, provenance]) => [name, text, knownInWords(provenance)]),
  )
}

function fieldsOf(schema: JsonSchema): FieldCells[] {
  return fieldRows(schema, { ofEntries: true }).map(({ key, value, text, provenance }) => [
    key,
    value,
    text,
    provenance,
  ])
}

function fieldTable(rows: readonly FieldCells[]): string {
  const cells = rows.map(([key, value, text, provenance]) => [key, value, text, knownInWords(provenance)])
  return table(['', 'value', 'what', 'known'], cells)
}

function payload(schema: JsonSchema): string {
  const fields = fieldsOf(schema)
  return fields.length === 0 ? ` ${describeValue(schema)}.` : `\n\n${fieldTable(fields)}`
}

function failureTable(failures: readonly Failure[]): string {
  const rows = failures.map(({ code, httpStatus, reason, when, provenance }) => [
    `\`${code}\``,
    String(httpStatus),
    cell(reason),
    cell(when),
    knownInWords(provenance),
  ])
  return table(['errorCode', 'HTTP', 'reason', 'when', 'known'], rows)
}

function rules(said: readonly { readonly text: string; readonly provenance: Provenance }[]): string {
  if (said.length === 0) return ''
  return table(
    ['rule', 'known'],
    said.map(({ text, provenance }) => [cell(text), knownInWords(provenance)]),
  )
}
