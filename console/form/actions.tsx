import { useContext, useState } from 'preact/hooks'
import type { Given, Refused } from '../api/call.js'
import type { Operation } from '../api/description.js'
import { labelOf, summaryOf } from '../language/labels.js'
import { RefusedNote } from '../parts/empty.js'
import { Desk } from '../state/desk.js'
import { askedFields, CommandForm, isCareful, runOperation } from './command-form.js'
import { ResultView } from './result-view.js'

interface ActionsProps {
  readonly operations: readonly Operation[]
  readonly given: Given
  /** Those whose buttons stand out. */
  readonly main?: (operation: Operation) => boolean
  onDone?(operation: Operation, answer: unknown): void
}

/** Buttons for commands. One that has to be told more opens its form below; one that cannot be taken back asks again. */
export function Actions({ operations, given, main = () => false, onDone }: ActionsProps) {
  const desk = useContext(Desk)
  const { words, miniApp, tell } = desk
  const [open, setOpen] = useState<string>()
  const [done, setDone] = useState<{ operation: Operation; answer: unknown }>()
  const [refused, setRefused] = useState<Refused>()
  const [busy, setBusy] = useState<string>()
  const opened = operations.find(({ id }) => id === open)

  const finish = (operation: Operation, answer: unknown) => {
    setOpen(undefined)
    setDone({ operation, answer })
    tell(words.isDone(labelOf(operation, desk)))
    onDone?.(operation, answer)
  }
  const press = async (operation: Operation) => {
    setRefused(undefined)
    setDone(undefined)
    const hasFields = askedFields(operation, { miniApp, ...given }).length > 0
    if (hasFields || isCareful(operation)) return setOpen(open === operation.id ? undefined : operation.id)
    setOpen(undefined)
    setBusy(operation.id)
    try {
      finish(operation, await runOperation(operation, { miniApp, ...given }))
    } catch (error) {
      setRefused(error as Refused)
    } finally {
      setBusy(undefined)
    }
  }
  if (operations.length === 0) return null
  return (
    <div class="actions">
      <div class="action-row">
        {operations.map((operation) => (
          <button
            type="button"
            key={operation.id}
            class={`button${main(operation) ? ' main' : isCareful(operation) ? ' bad' : ''}`}
            title={summaryOf(operation, desk)}
            aria-expanded={
              askedFields(operation, { miniApp, ...given }).length > 0 || isCareful(operation)
                ? open === operation.id
                : undefined
            }
            disabled={busy === operation.id}
            onClick={() => press(operation)}
          >
            {labelOf(operation, desk)}
          </button>
        ))}
      </div>
      {opened !== undefined && (
        <section class="panel" aria-label={labelOf(opened, desk)}>
          <p class="panel-text">{summaryOf(opened, desk)}</p>
          <CommandForm
            key={opened.id}
            operation={opened}
            given={given}
            onDone={(answer) => finish(opened, answer)}
            onCancel={() => setOpen(undefined)}
          />
        </section>
      )}
      {refused !== undefined && <RefusedNote refused={refused} />}
      {done !== undefined && (
        <ResultView operation={done.operation} answer={done.answer} onClose={() => setDone(undefined)} />
      )}
    </div>
  )
}
