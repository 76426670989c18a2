import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type OperationId, operation, type SuccessOf } from './catalogue.js'
import { exampleSuccess } from './derived-fixtures.js'
import type { Fixture } from './fixture.js'
import type { Operation } from './operation.js'

/** A payload of a SUCCESS envelope as a fixture shows it. */
export interface SuccessExample<Id extends OperationId = OperationId> {
  /** The name of its fixture without `success-`, for example `card`; empty for the operation's own example. */
  readonly name: string
  readonly success: SuccessOf<Id>
}

const read = new Map<OperationId, readonly SuccessExample[]>()

/** The operation's own example, and the payloads that its fixtures show besides. Read from disk at first use. */
export function successExamples<Id extends OperationId>(id: Id): readonly SuccessExample<Id>[] {
  let examples = read.get(id)
  if (examples === undefined) {
    examples = readExamples(id)
    read.set(id, examples)
  }
  return examples as readonly SuccessExample<Id>[]
}

function readExamples(id: OperationId): SuccessExample[] {
  const known: Operation = operation(id)
  const plain = { name: '', success: exampleSuccess(known) as SuccessOf<OperationId> }
  const folder = new URL(`../contracts/fixtures/${known.feature}/${id.split('.')[1]}/`, import.meta.url)
  // An operation that has no fixtures but those that follow from its contract has no folder.
  if (!existsSync(folder)) return [plain]
  const files = readdirSync(fileURLToPath(folder)).filter((file) => /^success-.*\.json$/.test(file))
  const others = files.map((file) => {
    const fixture = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Extract<Fixture, { part: 'response' }>
    const { success } = fixture.response.body as { success: SuccessOf<OperationId> }
    return { name: file.replace(/^success-|\.json$/g, ''), success }
  })
  return [plain, ...others.sort((a, b) => (a.name < b.name ? -1 : 1))]
}
