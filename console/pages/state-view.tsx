import { useContext } from 'preact/hooks'
import type { Given } from '../api/call.js'
import type { Operation } from '../api/description.js'
import { labelOf } from '../language/labels.js'
import { RefusedNote } from '../parts/empty.js'
import { Facts } from '../parts/facts.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'

/** What an operation that only reads says now. */
export function State({ operation, given = {} }: { readonly operation: Operation; readonly given?: Given }) {
  const desk = useContext(Desk)
  const { answer, refused } = useAsked<object>(operation.id, given, ['journal', 'commands', 'clock'])
  if (refused !== undefined) return <RefusedNote refused={refused} />
  if (answer === undefined) return null
  return (
    <section class="state">
      <h3>{labelOf(operation, desk)}</h3>
      <Facts value={answer} schema={operation.answer} />
    </section>
  )
}
