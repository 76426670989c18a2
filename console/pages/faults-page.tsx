import { useContext } from 'preact/hooks'
import { call } from '../api/call.js'
import type { FaultRule } from '../api/things.js'
import { Actions } from '../form/actions.js'
import { Badge } from '../parts/badge.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { commandsOn } from './subject.js'
import { SubjectPage } from './subject-page.js'
import { faultsForAll, subjects } from './subjects.js'

/** The faults of the mini-app, those of every mini-app, and whole scenarios. */
export function FaultsPage({ id }: { readonly id: string | undefined }) {
  return <SubjectPage subject={subjects.faults as never} id={id} below={<ForAll />} beside={<Scenarios />} />
}

function ForAll() {
  const desk = useContext(Desk)
  const { words, description } = desk
  const { answer } = useAsked<{ faults: FaultRule[] }>(faultsForAll.list, {}, faultsForAll.kinds)
  if (answer === undefined || answer.faults.length === 0) return null
  return (
    <section class="pad">
      <h2 class="section-title">{words.everyMiniApp}</h2>
      <ul class="plain-list">
        {answer.faults.map((rule) => {
          const { title, under, badges } = faultsForAll.line(rule, desk, new Map())
          return (
            <li key={rule.id} class="card">
              <p class="row-title">{title}</p>
              <p class="row-sub">{under.join(' · ')}</p>
              <p class="badges">
                {badges.map(({ text, tone }) => (
                  <Badge key={text} tone={tone}>
                    {text}
                  </Badge>
                ))}
              </p>
              <Actions operations={commandsOn(faultsForAll, rule, description).others} given={{ id: rule.id }} />
            </li>
          )
        })}
      </ul>
    </section>
  )
}

function Scenarios() {
  const { words, description, miniApp, said, tell, attempt } = useContext(Desk)
  const { answer } = useAsked<{ scenarios: { name: string; text: string }[] }>('listFaultScenarios', {})
  if (answer === undefined) return null
  const add = (name: string) =>
    attempt(async () => {
      await call(description.operation('addFaultScenario'), { miniApp }, { name })
      tell(words.isDone(name))
    })
  return (
    <section>
      <h2 class="section-title">{words.scenarios}</h2>
      <ul class="plain-list">
        {answer.scenarios.map(({ name, text }) => (
          <li key={name} class="card scenario">
            <div>
              <p class="row-title">
                <code>{name}</code>
              </p>
              <p class="row-sub">{said(text)}</p>
            </div>
            <button
              type="button"
              class="button small"
              onClick={() => add(name)}
              aria-label={`${words.addScenario}: ${name}`}
            >
              {words.addScenario}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
