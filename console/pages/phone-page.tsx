import { useContext, useState } from 'preact/hooks'
import { call } from '../api/call.js'
import type { AppCall, Prompt } from '../api/things.js'
import { CommandForm } from '../form/command-form.js'
import { Badge, type Tone } from '../parts/badge.js'
import { Icon } from '../parts/icon.js'
import { Moment } from '../parts/moment.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { linkTo } from '../state/place.js'
import type { Subject } from './subject.js'
import { SubjectPage } from './subject-page.js'

const outcomes: Readonly<Record<AppCall['outcome'], Tone>> = {
  open: 'busy',
  value: 'good',
  error: 'bad',
  unanswered: 'warn',
  ended: 'calm',
}

const calls: Subject<AppCall> = {
  page: 'phone',
  tag: 'toss-app',
  kinds: ['tossApp'],
  list: 'listTossAppCalls',
  under: 'calls',
  isReversed: true,
  path: '/mini-apps/{miniApp}/toss-app/calls/{id}',
  idOf: ({ id }) => id,
  line: ({ name, protocol, outcome, code, warning, milliseconds, at }, { words }) => ({
    title: name,
    under: [warning ?? words.protocol(protocol)],
    badges: [
      ...(warning === null ? [] : [{ text: words.warning, tone: 'warn' as const }]),
      { text: code ?? outcome, tone: outcomes[outcome] },
    ],
    ...(milliseconds !== null && { side: `${milliseconds} ms` }),
    at,
  }),
}

/** The Toss app in which the mini-app runs: what waits for its user, and what its page called. */
export function PhonePage({ id }: { readonly id: string | undefined }) {
  return <SubjectPage subject={calls} id={id} above={<Prompts />} beside={<Buttons />} />
}

/** What the user is asked now. */
export function usePrompts(): readonly Prompt[] {
  const { description } = useContext(Desk)
  const { answer } = useAsked<{ prompts: Prompt[] }>('listPrompts', description.has('listPrompts') ? {} : undefined, [
    'tossApp',
  ])
  return answer?.prompts ?? []
}

function Prompts() {
  const { words } = useContext(Desk)
  const prompts = usePrompts()
  if (prompts.length === 0) return null
  return (
    <section class="prompts" aria-label={words.prompts}>
      {prompts.map((prompt) => (
        <PromptCard key={prompt.id} prompt={prompt} />
      ))}
    </section>
  )
}

function PromptCard({ prompt }: { readonly prompt: Prompt }) {
  const { words, description, miniApp, attempt } = useContext(Desk)
  const { id, kind, call: asking, title, details, failures, userKey, at } = prompt
  const [isChoosing, setChoosing] = useState(false)
  const answer = description.operation('answerPrompt')
  const decide = (decision: string) =>
    attempt(async () => {
      await call(answer, { miniApp, id }, { decision })
    })
  return (
    <article class="card prompt">
      <p class="detail-kind">
        {words.promptKinds[kind]} · <code>{asking}</code> · <Moment at={at} />
      </p>
      <h2>{title}</h2>
      {details.map((line) => (
        <p key={line} class="prompt-line">
          {line}
        </p>
      ))}
      <p class="faint small">
        {words.user} <a href={linkTo('users', userKey)}>{userKey}</a>
      </p>
      <div class="action-row">
        <button type="button" class="button main" onClick={() => decide('approve')}>
          <Icon name="done" size={16} /> {words.approve}
        </button>
        <button type="button" class="button" onClick={() => decide('cancel')}>
          {words.cancel}
        </button>
        {kind === 'payment' && (
          <button type="button" class="button" aria-expanded={isChoosing} onClick={() => setChoosing(!isChoosing)}>
            {words.approveWith}
          </button>
        )}
        {failures.length > 0 && (
          <label class="inline">
            <span class="unseen">{words.failWith}</span>
            <select value="" onChange={(event) => decide(`fail:${event.currentTarget.value}`)}>
              <option value="">{words.failWith}</option>
              {failures.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </select>
          </label>
        )}
      </div>
      {isChoosing && (
        <CommandForm
          operation={answer}
          given={{ id }}
          preset={{ decision: 'approve' }}
          onDone={() => setChoosing(false)}
          onCancel={() => setChoosing(false)}
        />
      )}
    </article>
  )
}

const events = ['backEvent', 'homeEvent'] as const

/** What the user presses in the app around the page. */
function Buttons() {
  const { words, description, miniApp, tell, attempt } = useContext(Desk)
  const press = (name: string) =>
    attempt(async () => {
      const { heard } = await call<{ heard: number }>(description.operation('fireAppEvent'), { miniApp }, { name })
      tell(words.heard(name, heard))
    })
  return (
    <section>
      <h2 class="section-title">{words.appButtons}</h2>
      <p class="action-row">
        {events.map((name) => (
          <button type="button" class="button" key={name} onClick={() => press(name)}>
            {words.appEvents[name]}
          </button>
        ))}
      </p>
    </section>
  )
}

/** Beside the menu's entry: how much waits for the user. */
export function PromptCount() {
  const { words } = useContext(Desk)
  const { length } = usePrompts()
  return length === 0 ? null : <Badge tone="busy">{words.waiting(length)}</Badge>
}
