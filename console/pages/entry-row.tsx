import { Component } from 'preact'
import { useContext } from 'preact/hooks'
import {
  type Callback,
  type Entry,
  type Exchange,
  hasFailed,
  keyOf,
  type Notice,
  type Refusal,
} from '../api/entries.js'
import { titleOf } from '../language/labels.js'
import { Badge, toneOf } from '../parts/badge.js'
import { Icon } from '../parts/icon.js'
import { Moment } from '../parts/moment.js'
import { Desk } from '../state/desk.js'
import { linkTo } from '../state/place.js'

interface EntryRowProps {
  readonly entry: Entry
  readonly page: string
  readonly isOpen: boolean
  /** Drawn anew where it changes. */
  readonly language: string
}

/** One entry of the journal in a list. There may be a thousand, so that one that has not changed is not drawn again. */
export class EntryRow extends Component<EntryRowProps> {
  override shouldComponentUpdate(next: EntryRowProps): boolean {
    const { entry, isOpen, language, page } = this.props
    return entry !== next.entry || isOpen !== next.isOpen || language !== next.language || page !== next.page
  }

  override render({ entry, isOpen, page }: EntryRowProps) {
    return (
      <li class={`row entry${hasFailed(entry) ? ' failed' : ''}`} key={keyOf(entry)}>
        <a href={linkTo(page, entry.id)} aria-current={isOpen ? 'true' : undefined}>
          <Body entry={entry} />
        </a>
      </li>
    )
  }
}

function Body({ entry }: { readonly entry: Entry }) {
  switch (entry.kind) {
    case 'exchange':
      return <ExchangeBody entry={entry} />
    case 'callback':
      return <CallbackBody entry={entry} />
    default:
      return <OtherBody entry={entry} />
  }
}

function ExchangeBody({ entry }: { readonly entry: Exchange }) {
  const desk = useContext(Desk)
  const { words } = desk
  const { operation, method, path, status, resultType, errorCode, userKey, violations, milliseconds, fault, at } = entry
  const isGood = resultType === 'SUCCESS'
  return (
    <>
      <span class={`row-mark ${isGood ? (violations.length > 0 ? 'warn' : 'good') : 'bad'}`}>
        <Icon name="call" size={16} />
      </span>
      <span class="row-main">
        <span class="row-title">{operation === null ? words.noOperation : titleOf(operation, desk)}</span>
        <span class="row-sub">
          <code>{operation ?? `${method} ${path}`}</code>
          {userKey !== undefined && <span> · {userKey}</span>}
        </span>
        {(violations.length > 0 || errorCode !== undefined) && (
          <span class="row-more">
            {errorCode !== undefined && <Badge tone="bad">{errorCode}</Badge>}
            {violations.length > 0 && <Badge tone="warn">{words.brokenRules(violations.length)}</Badge>}
          </span>
        )}
      </span>
      <span class="row-side">
        <span class="row-badges">
          {fault !== undefined && <Badge tone="busy">{words.pages.faults}</Badge>}
          <Badge tone={isGood ? 'good' : toneOf(resultType) === 'warn' ? 'warn' : 'bad'}>
            {status === 0 ? words.noAnswer : status === 200 && !isGood ? resultType : status}
          </Badge>
        </span>
        <span class="row-when">
          <Moment at={at} /> · {Math.round(milliseconds)} ms
        </span>
      </span>
    </>
  )
}

function CallbackBody({ entry }: { readonly entry: Callback }) {
  const desk = useContext(Desk)
  const { words } = desk
  const { callback, url, delivered, status, milliseconds, at } = entry
  return (
    <>
      <span class={`row-mark ${delivered ? 'good' : 'bad'}`}>
        <Icon name="callbacks" size={16} />
      </span>
      <span class="row-main">
        <span class="row-title">{titleOf(callback, desk)}</span>
        <span class="row-sub">
          <code>{url}</code>
        </span>
      </span>
      <span class="row-side">
        <span class="row-badges">
          <Badge tone={delivered ? 'good' : 'bad'}>{status ?? words.noAnswer}</Badge>
        </span>
        <span class="row-when">
          <Moment at={at} /> · {Math.round(milliseconds)} ms
        </span>
      </span>
    </>
  )
}

function OtherBody({ entry }: { readonly entry: Refusal | Notice }) {
  const { words, language, said } = useContext(Desk)
  const isRefusal = entry.kind === 'handshake-refusal'
  const { message } = (isRefusal && entry.told?.[language]) || entry
  return (
    <>
      <span class={`row-mark ${isRefusal ? 'bad' : 'warn'}`}>
        <Icon name={isRefusal ? 'refused' : 'notice'} size={16} />
      </span>
      <span class="row-main">
        <span class="row-title">{words.kinds[entry.kind]}</span>
        <span class="row-sub">{said(message)}</span>
      </span>
      <span class="row-side">
        <span class="row-badges">
          {isRefusal && entry.times > 1 && <Badge>{words.times(entry.times)}</Badge>}
          <Badge tone={isRefusal ? 'bad' : 'warn'}>{isRefusal ? entry.reason : entry.notice}</Badge>
        </span>
        <span class="row-when">
          <Moment at={entry.at} />
        </span>
      </span>
    </>
  )
}
