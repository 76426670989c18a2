import { useContext, useState } from 'preact/hooks'
import type { Operation } from '../api/description.js'
import { CommandForm } from '../form/command-form.js'
import { labelOf, summaryOf } from '../language/labels.js'
import { Icon } from '../parts/icon.js'
import { JsonView } from '../parts/json-view.js'
import { Desk } from '../state/desk.js'
import { PageHead } from './page-head.js'

/** Everything that the control API can do. What cannot be shown in a page, such as a stream, is left to the terminal. */
export function CommandsPage({ id }: { readonly id: string | undefined }) {
  const desk = useContext(Desk)
  const { words, description, said } = desk
  const [text, setText] = useState('')
  const wanted = text.trim().toLowerCase()
  const fits = (operation: Operation) =>
    [operation.id, operation.path, labelOf(operation, desk), summaryOf(operation, desk)].some((one) =>
      one.toLowerCase().includes(wanted),
    )
  return (
    <div class="page">
      <PageHead page="commands" count={description.operations.length} />
      <label class="search">
        <Icon name="search" size={16} />
        <span class="unseen">{words.searchCommands}</span>
        <input
          type="search"
          placeholder={words.searchCommands}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      {description.tags.map(({ name, description: title }) => {
        const operations = description.operations.filter((operation) => operation.tag === name && fits(operation))
        if (operations.length === 0) return null
        return (
          <section key={name}>
            <h2 class="section-title">{said(title)}</h2>
            {operations.map((operation) => (
              <Command key={operation.id} operation={operation} isOpen={operation.id === id} />
            ))}
          </section>
        )
      })}
    </div>
  )
}

function Command({ operation, isOpen }: { readonly operation: Operation; readonly isOpen: boolean }) {
  const desk = useContext(Desk)
  const { words } = desk
  const [wasOpen, setOpen] = useState(isOpen)
  const [answer, setAnswer] = useState<unknown>()
  const { id, method, path, answer: schema } = operation
  return (
    <details class="command" open={isOpen} onToggle={(event) => event.currentTarget.open && setOpen(true)}>
      <summary>
        <b class={`method ${method.toLowerCase()}`}>{method}</b>
        <span class="command-name">{labelOf(operation, desk)}</span>
        <code class="command-path">{path}</code>
      </summary>
      {wasOpen && (
        <div class="panel">
          <p class="panel-text">
            {summaryOf(operation, desk)} <code>{id}</code>
          </p>
          {schema === undefined ? (
            <p>
              <a href={path.replace('{miniApp}', desk.miniApp)}>{path}</a>
            </p>
          ) : (
            <CommandForm operation={operation} given={{}} onDone={setAnswer} />
          )}
          {answer !== undefined && <JsonView value={answer} label={words.result} />}
        </div>
      )}
    </details>
  )
}
