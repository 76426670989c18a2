import { type OperationId, operation, type SuccessOf } from './catalogue.js'
import { exampleSuccess } from './derived-fixtures.js'
import type { Fixture } from './fixture.js'
import { fixtureFiles } from './fixture-files.js'
import type { Operation } from './operation.js'

/** A payload of a SUCCESS envelope as a fixture shows it. */
export interface SuccessExample<Id extends OperationId = OperationId> {
  /** The name of its fixture without `success-`, for example `card`; empty for the operation's own example. */
  readonly name: string
  readonly success: SuccessOf<Id>
}

const read = new Map<OperationId, readonly SuccessExample[]>()

/** The operation's own example, and the payloads that its fixtures show besides. */
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
  const prefix = `${known.feature}/${id.split('.')[1]}/success-`
  const others = Object.entries(fixtureFiles())
    .filter(([fixtureId]) => fixtureId.startsWith(prefix))
    .map(([fixtureId, fixture]) => {
      const { response } = fixture as Extract<Fixture, { part: 'response' }>
      const { success } = response.body as { success: SuccessOf<OperationId> }
      return { name: fixtureId.slice(prefix.length), success }
    })
  return [plain, ...others.sort((a, b) => (a.name < b.name ? -1 : 1))]
}
