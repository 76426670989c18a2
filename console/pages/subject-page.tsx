import type { ComponentChildren } from 'preact'
import { useContext, useMemo, useState } from 'preact/hooks'
import { call } from '../api/call.js'
import { Actions } from '../form/actions.js'
import { labelOf } from '../language/labels.js'
import { Badge } from '../parts/badge.js'
import { Empty, RefusedNote } from '../parts/empty.js'
import { Facts } from '../parts/facts.js'
import { Icon, type IconName } from '../parts/icon.js'
import { Moment } from '../parts/moment.js'
import { ScrollList } from '../parts/scroll-list.js'
import { Split } from '../parts/split.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { useNarrow } from '../state/narrow.js'
import { usePaged } from '../state/paged.js'
import { linkTo } from '../state/place.js'
import { MessageCard } from './message-card.js'
import { PageHead } from './page-head.js'
import { State } from './state-view.js'
import {
  commandsOf,
  commandsOn,
  commandsWithUser,
  type Names,
  parameterOf,
  readsOf,
  type Subject,
  statesOf,
} from './subject.js'

interface SubjectPageProps<Thing> {
  readonly subject: Subject<Thing>
  readonly id: string | undefined
  /** Above the list. */
  readonly above?: ComponentChildren
  /** Below the list. */
  readonly below?: ComponentChildren
  /** Beside the list while nothing is open. */
  readonly beside?: ComponentChildren
}

/** A page of things: the list, and the one that is open with everything that can be done about it. */
export function SubjectPage<Thing>({ subject, id, above, below, beside }: SubjectPageProps<Thing>) {
  const desk = useContext(Desk)
  const { words, description } = desk
  const { page, icon = page as IconName, list, under = page, behind, kinds, isReversed = false, tag } = subject
  const paged = usePaged<Thing>({
    operationId: list,
    parameters: behind === 'after' ? { first: 'newest' } : {},
    under,
    behind: (thing) => (behind === undefined ? {} : { [behind]: subject.idOf(thing) }),
    kinds,
    isReversed,
    isWhole: behind === undefined,
  })
  const { answer: counts } = useAsked<{ counts: Record<string, number> }>('countWorld', {}, kinds)
  const count =
    behind === undefined ? (paged.isLoading ? undefined : paged.items.length) : counts?.counts[kinds[0] ?? '']
  const names = useNames(subject)
  const isNarrow = useNarrow()
  const found = useMemo(() => paged.items.find((thing) => subject.idOf(thing) === id), [paged.items, id])
  const nothing = words.nothing as Record<string, string>
  const commands = commandsOf(tag, description)
  return (
    <Split
      page={page}
      id={id}
      list={
        <>
          <PageHead page={page} count={count} />
          <div class="tools">
            {page in words.find && <Find subject={subject} />}
            {isNarrow && (
              <details class="optional">
                <summary>{words.commandsHere}</summary>
                <Overview subject={subject} />
                {beside}
              </details>
            )}
          </div>
          {above}
          {paged.refused !== undefined && <RefusedNote refused={paged.refused} />}
          {paged.items.length === 0 && paged.refused === undefined ? (
            paged.isLoading ? (
              <p class="faint pad">{words.loading}</p>
            ) : (
              <Empty icon={icon} title={nothing[page] ?? ''}>
                <p>{nothing[`${page}How`]}</p>
              </Empty>
            )
          ) : (
            <ScrollList label={words.pages[page]} hasMore={paged.hasMore} more={paged.more}>
              {paged.items.map((thing) => (
                <ThingRow
                  names={names}
                  key={subject.idOf(thing)}
                  subject={subject}
                  thing={thing}
                  isOpen={subject.idOf(thing) === id}
                />
              ))}
            </ScrollList>
          )}
          {below}
        </>
      }
      detail={
        <ThingDetail
          key={id}
          subject={subject}
          names={names}
          id={id ?? ''}
          listed={found}
          isListed={!paged.isLoading}
        />
      }
      aside={
        isNarrow ? null : commands.length === 0 ? (
          <p class="faint pad">{words.selectOne}</p>
        ) : (
          <div class="pad">
            <Overview subject={subject} />
            {beside}
          </div>
        )
      }
    />
  )
}

/** What other things are called, where this kind names them by their codes. */
function useNames<Thing>({ names, kinds }: Subject<Thing>): Names {
  const { answer } = useAsked<never>(names?.list ?? '', names === undefined ? undefined : {}, kinds)
  return useMemo(() => new Map(answer === undefined ? [] : names?.of(answer)), [answer])
}

function Until({ at }: { readonly at: string | number }) {
  const { before, after } = useContext(Desk).words.until
  return (
    <>
      {before}
      <Moment at={at} />
      {after}
    </>
  )
}

/** What can be done here, and what is set. */
function Overview<Thing>({ subject: { tag } }: { readonly subject: Subject<Thing> }) {
  const { words, description } = useContext(Desk)
  return (
    <>
      <h2 class="section-title">{words.commandsHere}</h2>
      <Actions operations={commandsOf(tag, description)} given={{}} main={isFirst(tag)} />
      {statesOf(tag, description).map((operation) => (
        <State key={operation.id} operation={operation} />
      ))}
    </>
  )
}

/** The command that one comes for. */
const isFirst =
  (tag: string) =>
  ({ id }: { readonly id: string }) =>
    id ===
    {
      login: 'logIn',
      iap: 'purchase',
      subscriptions: 'createSubscription',
      promotion: 'createPromotion',
      messenger: 'createTemplate',
      certificates: 'issueCertificate',
      faults: 'addFault',
    }[tag]

function Find<Thing>({ subject }: { readonly subject: Subject<Thing> }) {
  const { words, description, miniApp, attempt } = useContext(Desk)
  const [text, setText] = useState('')
  const what = (words.find as Record<string, string>)[subject.page] ?? ''
  const open = (event: Event) => {
    event.preventDefault()
    if (text.trim() === '') return
    void attempt(async () => {
      const given = { miniApp, [parameterOf(subject)]: text.trim() }
      const thing = await call<Thing>(description.operation(subject.read ?? ''), given)
      location.hash = linkTo(subject.page, subject.idOf(thing))
    })
  }
  return (
    <form class="search" onSubmit={open}>
      <Icon name="search" size={16} />
      <label class="unseen" for={`find-${subject.page}`}>
        {words.findLabel(what)}
      </label>
      <input
        id={`find-${subject.page}`}
        type="search"
        placeholder={words.findLabel(what)}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      {text !== '' && (
        <button type="submit" class="button small">
          {words.open}
        </button>
      )}
    </form>
  )
}

interface ThingRowProps<Thing> extends WholeProps<Thing> {
  readonly isOpen: boolean
}

function ThingRow<Thing>({ subject, thing, names, isOpen }: ThingRowProps<Thing>) {
  const desk = useContext(Desk)
  const { title, under, badges, side, at, isEnd = false } = subject.line(thing, desk, names)
  return (
    <li class="row">
      <a href={linkTo(subject.page, subject.idOf(thing))} aria-current={isOpen ? 'true' : undefined}>
        <span class="row-main">
          <span class="row-title">{title}</span>
          <span class="row-sub">{under.join(' · ')}</span>
        </span>
        <span class="row-side">
          <span class="row-badges">
            {badges.map(({ text, tone }) => (
              <Badge key={text} tone={tone}>
                {text}
              </Badge>
            ))}
          </span>
          <span class="row-when">
            {side !== undefined && <span class="row-amount">{side}</span>}
            {at !== undefined && (isEnd ? <Until at={at} /> : <Moment at={at} />)}
          </span>
        </span>
      </a>
    </li>
  )
}

interface ThingDetailProps<Thing> {
  readonly subject: Subject<Thing>
  readonly id: string
  readonly names: Names
  /** Where the list has it already. */
  readonly listed: Thing | undefined
  readonly isListed: boolean
}

function ThingDetail<Thing>({ subject, id, names, listed, isListed }: ThingDetailProps<Thing>) {
  const { words } = useContext(Desk)
  const { read, kinds } = subject
  const asked = useAsked<Thing>(read ?? '', read === undefined ? undefined : { [parameterOf(subject)]: id }, kinds)
  const thing = asked.answer ?? listed
  if (thing === undefined) {
    if (asked.refused !== undefined) return <RefusedNote refused={asked.refused} />
    return <p class="faint pad">{isListed && read === undefined ? words.gone : words.loading}</p>
  }
  return <Whole subject={subject} thing={thing} names={names} />
}

interface WholeProps<Thing> {
  readonly subject: Subject<Thing>
  readonly thing: Thing
  readonly names: Names
}

function Whole<Thing>({ subject, thing, names }: WholeProps<Thing>) {
  const desk = useContext(Desk)
  const { words, description } = desk
  const { page, list, read, under = page } = subject
  const { title, badges, side } = subject.line(thing, desk, names)
  const { steps, others } = commandsOn(subject, thing, description)
  const given = { [parameterOf(subject)]: subject.idOf(thing) }
  const schema =
    read === undefined
      ? description.operation(list).answer?.properties?.[under]?.items
      : description.operation(read).answer
  const hasSteps = (thing as { possible?: unknown }).possible !== undefined
  return (
    <article class="detail">
      <header class="detail-head">
        <p class="detail-kind">{words.pages[page]}</p>
        <h2>{title}</h2>
        <p class="badges">
          {badges.map(({ text, tone }) => (
            <Badge key={text} tone={tone}>
              {text}
            </Badge>
          ))}
          {side !== undefined && <span class="big">{side}</span>}
        </p>
      </header>
      {page === 'messages' && <MessageCard message={thing as never} />}
      {hasSteps && (
        <section>
          <h3>{words.actions}</h3>
          {steps.length === 0 ? (
            <p class="faint">{words.noActions}</p>
          ) : (
            <Actions operations={steps} given={given} main={({ id }) => id === steps[0]?.id} />
          )}
        </section>
      )}
      {page === 'users' && (
        <section>
          <h3>{words.withUser}</h3>
          <Actions
            operations={commandsWithUser(description)}
            given={{ userKey: (thing as { userKey?: number }).userKey }}
            main={({ id }) => id === 'logIn'}
          />
        </section>
      )}
      {others.length > 0 && (
        <section>
          <h3>{hasSteps ? words.otherActions : words.actions}</h3>
          <Actions operations={others} given={{ ...given, ...alsoGiven(subject, thing) }} />
        </section>
      )}
      <section>
        <h3>{words.details}</h3>
        <Facts value={thing as object} schema={schema} skip={['possible']} />
      </section>
      {readsOf(subject, description).map((operation) => (
        <details class="lookup" key={operation.id}>
          <summary>{labelOf(operation, desk)}</summary>
          <State operation={operation} given={given} />
        </details>
      ))}
    </article>
  )
}

function alsoGiven<Thing>({ also = {} }: Subject<Thing>, thing: Thing) {
  return Object.assign({}, ...Object.values(also).map((given) => given(thing)))
}
