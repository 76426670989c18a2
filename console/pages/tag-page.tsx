import { useContext } from 'preact/hooks'
import { Actions } from '../form/actions.js'
import { Desk } from '../state/desk.js'
import { PageHead } from './page-head.js'
import { State } from './state-view.js'
import { commandsOf, statesOf } from './subject.js'

/** A group of commands without things of its own: what is set, and what changes it. */
export function TagPage({ tag }: { readonly tag: string }) {
  const { words, description } = useContext(Desk)
  return (
    <div class="page">
      <PageHead page="settings" />
      {statesOf(tag, description).map((operation) => (
        <State key={operation.id} operation={operation} />
      ))}
      <section>
        <h2 class="section-title">{words.commandsHere}</h2>
        <Actions operations={commandsOf(tag, description)} given={{}} />
      </section>
    </div>
  )
}
