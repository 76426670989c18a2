import { useContext } from 'preact/hooks'
import type { Operation } from '../api/description.js'
import type { Callbacks } from '../api/things.js'
import { Actions } from '../form/actions.js'
import { Facts } from '../parts/facts.js'
import { Split } from '../parts/split.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { useNarrow } from '../state/narrow.js'
import { EntryDetail } from './entry-detail.js'
import { EntryList } from './live-page.js'
import { PageHead } from './page-head.js'
import { commandsOf } from './subject.js'

const kind = 'callback'

/** Where callbacks go, and what was answered. */
export function CallbacksPage({ id }: { readonly id: string | undefined }) {
  const { words } = useContext(Desk)
  const isNarrow = useNarrow()
  return (
    <Split
      page="callbacks"
      id={id}
      list={
        <>
          <PageHead page="callbacks" />
          {isNarrow && (
            <div class="tools">
              <details class="optional">
                <summary>{words.settingsHere}</summary>
                <Settings />
              </details>
            </div>
          )}
          <EntryList page="callbacks" id={id} filter={{ kind }} />
        </>
      }
      detail={<EntryDetail id={id ?? ''} />}
      aside={
        !isNarrow && (
          <div class="pad">
            <Settings />
          </div>
        )
      }
    />
  )
}

function Settings() {
  const { words, description } = useContext(Desk)
  const { answer } = useAsked<Callbacks>('getCallbacks', {}, ['callbackSettings'])
  if (answer === undefined) return null
  const commands = commandsOf('callbacks', description)
  const about = (name: string) => commands.filter(({ path }) => path.includes(`/callbacks/${name}`))
  const rest = commands.filter(
    ({ path }) => !path.includes('/callbacks/unlink') && !path.includes('/callbacks/subscription'),
  )
  return (
    <>
      <Setting title={words.unlinkUrl} value={answer.unlink} commands={about('unlink')} />
      <Setting title={words.webhookUrl} value={answer.subscription} commands={about('subscription')} />
      <Actions operations={rest} given={{}} />
    </>
  )
}

function Setting({
  title,
  value,
  commands,
}: {
  readonly title: string
  readonly value: object | null
  readonly commands: readonly Operation[]
}) {
  const { words } = useContext(Desk)
  const possible = commands.filter(
    ({ method, path }) => value !== null || (method !== 'DELETE' && !path.endsWith('/test')),
  )
  return (
    <section class="state">
      <h2 class="section-title">{title}</h2>
      {value === null ? <p class="faint">{words.notSet}</p> : <Facts value={value} />}
      <Actions operations={possible} given={{}} main={({ method }) => method === 'PUT'} />
    </section>
  )
}
