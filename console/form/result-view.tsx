import { useContext } from 'preact/hooks'
import type { Operation } from '../api/description.js'
import { labelOf } from '../language/labels.js'
import { Facts } from '../parts/facts.js'
import { Icon } from '../parts/icon.js'
import { JsonView } from '../parts/json-view.js'
import { Save } from '../parts/save.js'
import { Desk } from '../state/desk.js'

/** What a command gave back. Nothing is shown of one that only says that it was done. */
export function ResultView({
  operation,
  answer,
  onClose,
}: {
  readonly operation: Operation
  readonly answer: unknown
  onClose(): void
}) {
  const desk = useContext(Desk)
  const { words } = desk
  if (answer === undefined || JSON.stringify(answer) === '{"done":true}') return null
  const fields = typeof answer === 'object' && answer !== null ? Object.entries(answer) : []
  const pems = fields.filter(([, value]) => typeof value === 'string' && value.startsWith('-----BEGIN'))
  const isSmall = fields.length > 0 && fields.length - pems.length <= 12
  return (
    <section class="result" aria-label={words.result}>
      <header>
        <h3>
          <Icon name="done" size={16} /> {labelOf(operation, desk)}
        </h3>
        <button type="button" class="plain" onClick={onClose}>
          <Icon name="close" size={16} />
          <span class="unseen">{words.close}</span>
        </button>
      </header>
      {pems.length > 0 && (
        <p class="action-row">
          {pems.map(([name, text]) => (
            <Save
              key={name}
              text={String(text)}
              name={pemFile(name, answer as Record<string, unknown>)}
              type="application/x-pem-file"
            />
          ))}
        </p>
      )}
      {isSmall ? (
        <Facts value={answer as object} schema={operation.answer} skip={pems.map(([name]) => name)} />
      ) : (
        <JsonView value={answer} label={words.result} />
      )}
    </section>
  )
}

/** As the console names its files. */
function pemFile(name: string, { appName = 'certificate' }: Record<string, unknown>): string {
  if (name === 'cert') return `${appName}_public.crt`
  return name === 'key' ? `${appName}_private.key` : `${name}.crt`
}
