import type { EntityKind } from './entities.js'
import type { View } from './store.js'

/**
 * Words to add where a mini-app has no such thing: that another one has it, and which. Two mini-apps in one process are mixed
 * up easily. Empty where nobody has it. For log and journal only: on the wire, production does not tell.
 *
 * @param index - where `id` is not its id: the index that knows it by that
 */
export function ownerHint(view: View, kind: EntityKind, id: string, index?: string): string {
  const owner = view.elsewhere(kind, id, index)
  return owner === undefined ? '' : `: it is of the mini-app ${owner}, and the client certificate of ${view.miniApp}`
}
