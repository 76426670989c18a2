import { useContext, useState } from 'preact/hooks'
import { call, type Refused } from '../api/call.js'
import type { Info } from '../api/things.js'
import { Actions } from '../form/actions.js'
import { Code } from '../parts/copy.js'
import { RefusedNote } from '../parts/empty.js'
import { Facts } from '../parts/facts.js'
import { Icon } from '../parts/icon.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { PageHead } from './page-head.js'

/** How to reach the mock, its key, and files to take along. */
export function ToolsPage() {
  const { words, description, miniApp } = useContext(Desk)
  const { answer: info } = useAsked<Info>('info', {})
  const app = encodeURIComponent(miniApp)
  const resets = ['resetMiniApp', 'reset', 'clearJournal'].filter(description.has).map(description.operation)
  return (
    <div class="page">
      <PageHead page="tools" />
      <Decrypt />
      <section>
        <h2 class="section-title">{words.files}</h2>
        <ul class="plain-list">
          <File title={words.exportWorld} hint={words.exportWorldHint} href="/world" name="world.json" />
          <File
            title={`${words.exportWorld}: ${words.exportMiniApp}`}
            href={`/mini-apps/${app}/world`}
            name={`${miniApp}.json`}
          />
          <File
            title={words.exportHar}
            hint={words.exportHarHint}
            href={`/journal.har?miniApp=${app}`}
            name={`${miniApp}.har`}
          />
          <File
            title={words.exportJournal}
            hint={words.exportJournalHint}
            href={`/journal.jsonl?miniApp=${app}`}
            name={`${miniApp}.jsonl`}
          />
        </ul>
      </section>
      <section>
        <h2 class="section-title">{words.connectionInfo}</h2>
        <p class="faint">{words.connectionHint}</p>
        {info !== undefined && <Facts value={info} />}
      </section>
      <section>
        <h2 class="section-title">{words.beginAgain}</h2>
        <p class="faint">{words.beginAgainHint}</p>
        <Actions operations={resets} given={{ miniApp }} />
      </section>
    </div>
  )
}

interface FileProps {
  readonly title: string
  readonly hint?: string
  readonly href: string
  readonly name: string
}

function File({ title, hint, href, name }: FileProps) {
  return (
    <li class="card scenario">
      <div>
        <p class="row-title">{title}</p>
        {hint !== undefined && <p class="row-sub">{hint}</p>}
      </div>
      <a class="button small" href={href} download={name}>
        <Icon name="download" size={15} /> {name}
      </a>
    </li>
  )
}

function Decrypt() {
  const { words, description } = useContext(Desk)
  const [value, setValue] = useState('')
  const [text, setText] = useState<string>()
  const [refused, setRefused] = useState<Refused>()
  const decrypt = async (event: Event) => {
    event.preventDefault()
    setText(undefined)
    setRefused(undefined)
    try {
      const answer = await call<{ text: string }>(description.operation('decryptField'), {}, { value: value.trim() })
      setText(answer.text)
    } catch (error) {
      setRefused(error as Refused)
    }
  }
  if (!description.has('decryptField')) return null
  return (
    <section>
      <h2 class="section-title">{words.decrypt}</h2>
      <form class="command-form" onSubmit={decrypt}>
        <div class="field">
          <label class="label hint" for="encrypted">
            {words.decryptHint}
          </label>
          <textarea
            id="encrypted"
            class="code"
            rows={2}
            required
            spellcheck={false}
            value={value}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        </div>
        <div class="form-end">
          <button type="submit" class="button main">
            {words.decryptDo}
          </button>
        </div>
      </form>
      {text !== undefined && (
        <p class="note good" role="status">
          {words.decrypted}: <Code text={text} />
        </p>
      )}
      {refused !== undefined && <RefusedNote refused={refused} />}
    </section>
  )
}
