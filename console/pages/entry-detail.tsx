import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import type { Callback, Entry, Exchange, Notice, Refusal, Violation } from '../api/entries.js'
import { titleOf } from '../language/labels.js'
import { Badge, toneOf } from '../parts/badge.js'
import { RefusedNote } from '../parts/empty.js'
import { Facts } from '../parts/facts.js'
import { JsonView } from '../parts/json-view.js'
import { Moment } from '../parts/moment.js'
import { Note } from '../parts/note.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'
import { linkTo } from '../state/place.js'

/** One entry of the journal, whole. */
export function EntryDetail({ id }: { readonly id: string }) {
  const { words } = useContext(Desk)
  const { answer, refused } = useAsked<{ entry: Entry }>('readJournalEntry', { id })
  if (refused !== undefined) {
    return refused.code === 'ERR_NOT_FOUND' ? <p class="faint pad">{words.gone}</p> : <RefusedNote refused={refused} />
  }
  if (answer === undefined) return <p class="faint pad">{words.loading}</p>
  const { entry } = answer
  switch (entry.kind) {
    case 'exchange':
      return <ExchangeDetail entry={entry} />
    case 'callback':
      return <CallbackDetail entry={entry} />
    case 'handshake-refusal':
      return <RefusalDetail entry={entry} />
    default:
      return <NoticeDetail entry={entry} />
  }
}

function ExchangeDetail({ entry }: { readonly entry: Exchange }) {
  const desk = useContext(Desk)
  const { words, said } = desk
  const { operation, method, path, status, resultType, errorCode, because, violations, fault, override } = entry
  const { at, milliseconds, userKey, connection, request, response } = entry
  const isGood = resultType === 'SUCCESS'
  const isSaidByRules = violations.length > 0 && violations.every(({ message }) => because?.includes(message))
  return (
    <article class="detail">
      <Head
        kind={words.kinds.exchange}
        title={operation === null ? words.noOperation : titleOf(operation, desk)}
        route={[method, path]}
      >
        <Badge tone={status === 0 || status >= 400 ? 'bad' : 'calm'}>
          {status === 0 ? words.noAnswer : `HTTP ${status}`}
        </Badge>
        <Badge tone={isGood ? 'good' : toneOf(resultType) === 'warn' ? 'warn' : 'bad'}>{resultType}</Badge>
        {errorCode !== undefined && <Badge tone="bad">{errorCode}</Badge>}
        <span class="faint">
          <Moment at={at} isWhole /> · {milliseconds} ms
        </span>
      </Head>
      {because !== undefined && !isSaidByRules && <Note title={words.why}>{said(because)}</Note>}
      {violations.length > 0 && (
        <section>
          <h3>{words.brokenRulesTitle}</h3>
          <ul class="rules">
            {violations.map((violation) => (
              <BrokenRule key={`${violation.field} ${violation.rule}`} violation={violation} />
            ))}
          </ul>
        </section>
      )}
      {fault !== undefined && (
        <section>
          <h3>{words.faultStruck}</h3>
          <Facts value={fault as object} />
        </section>
      )}
      {override !== undefined && <Note title={words.overrideUsed}>{override}</Note>}
      <Sent title={words.request} headers={request?.headers} body={request?.body} />
      <Sent title={words.response} body={response?.body} />
      <section>
        <h3>{words.connection}</h3>
        <dl class="facts">
          {userKey !== undefined && (
            <div class="fact">
              <dt>{words.user}</dt>
              <dd>
                <a href={linkTo('users', userKey)}>{userKey}</a>
              </dd>
            </div>
          )}
          <div class="fact">
            <dt>{words.certificate}</dt>
            <dd>
              <a href={linkTo('certificates', connection.serialNumber)}>{connection.serialNumber}</a>
            </dd>
          </div>
          <div class="fact">
            <dt>{words.connection}</dt>
            <dd>{connection.id}</dd>
          </div>
        </dl>
        <p class="faint small">{words.redactedHint}</p>
      </section>
    </article>
  )
}

interface HeadProps {
  readonly kind: string
  readonly title: string
  readonly route?: readonly [method: string, url: string]
  readonly children: ComponentChildren
}

function Head({ kind, title, route, children }: HeadProps) {
  return (
    <header class="detail-head">
      <p class="detail-kind">{kind}</p>
      <h2>{title}</h2>
      {route !== undefined && (
        <p class="route">
          <b>{route[0]}</b> <code>{route[1]}</code>
        </p>
      )}
      <p class="badges">{children}</p>
    </header>
  )
}

function BrokenRule({ violation }: { readonly violation: Violation }) {
  const { words, said } = useContext(Desk)
  const { field, rule, message, expected, value, provenance } = violation
  return (
    <li>
      <p class="rule-message">{said(message)}</p>
      <p class="rule-field">
        <code>{field}</code> <Badge>{rule}</Badge>
      </p>
      <p class="rule-values">
        <span class="faint">{words.expected}</span> {said(expected)}
      </p>
      {value !== undefined && (
        <p class="rule-values">
          <span class="faint">{words.sent}</span> <code>{JSON.stringify(value)}</code>
        </p>
      )}
      <p class="faint small">
        <Badge>{provenance.known}</Badge> {provenance.source}
      </p>
    </li>
  )
}

function Sent({
  title,
  headers,
  body,
}: {
  readonly title: string
  readonly headers?: unknown
  readonly body: unknown
}) {
  const { words } = useContext(Desk)
  return (
    <section>
      <h3>{title}</h3>
      {headers !== undefined && (
        <details class="headers">
          <summary>{words.headers}</summary>
          <JsonView value={headers} label={`${title}: ${words.headers}`} />
        </details>
      )}
      {body === undefined || body === null || body === '' ? (
        <p class="faint">{words.noBody}</p>
      ) : (
        <JsonView value={body} label={`${title}: ${words.body}`} />
      )}
    </section>
  )
}

function RefusalDetail({ entry }: { readonly entry: Refusal }) {
  const { words, language } = useContext(Desk)
  const { message, fix } = entry.told?.[language] ?? entry
  const { reason, certificate, protocol, times, firstAt, remotePort, at } = entry
  const more = { ...(protocol !== undefined && { protocol }), ...(remotePort !== undefined && { remotePort }) }
  return (
    <article class="detail">
      <Head kind={words.kinds['handshake-refusal']} title={reason}>
        {times > 1 && <Badge>{words.times(times)}</Badge>}
        <span class="faint">
          <Moment at={at} isWhole />
          {firstAt !== undefined && (
            <>
              {' '}
              · {words.firstAt} <Moment at={firstAt} isWhole />
            </>
          )}
        </span>
      </Head>
      <Note title={words.why} tone="bad">
        {message}
      </Note>
      <Note title={words.fix} tone="good">
        {fix}
      </Note>
      {certificate !== undefined && (
        <section>
          <h3>{words.certificate}</h3>
          <Facts value={certificate} />
        </section>
      )}
      {Object.keys(more).length > 0 && (
        <section>
          <h3>{words.connection}</h3>
          <Facts value={more} />
        </section>
      )}
    </article>
  )
}

function CallbackDetail({ entry }: { readonly entry: Callback }) {
  const desk = useContext(Desk)
  const { words } = desk
  const { callback, method, url, delivered, status, milliseconds, error, at, request, response } = entry
  return (
    <article class="detail">
      <Head kind={words.kinds.callback} title={titleOf(callback, desk)} route={[method, url]}>
        <Badge tone={delivered ? 'good' : 'bad'}>{delivered ? words.delivered : words.notDelivered}</Badge>
        <Badge tone={delivered ? 'calm' : 'bad'}>{status === null ? words.noAnswer : `HTTP ${status}`}</Badge>
        <span class="faint">
          <Moment at={at} isWhole /> · {milliseconds} ms
        </span>
      </Head>
      {error !== undefined && (
        <Note title={words.why} tone="bad">
          {error}
        </Note>
      )}
      <Sent title={words.request} headers={request?.headers} body={request?.body} />
      <Sent title={words.response} body={response?.body} />
    </article>
  )
}

function NoticeDetail({ entry }: { readonly entry: Notice }) {
  const { words, said } = useContext(Desk)
  const { notice, message, fix, at } = entry
  return (
    <article class="detail">
      <Head kind={words.kinds.notice} title={notice}>
        <span class="faint">
          <Moment at={at} isWhole />
        </span>
      </Head>
      <Note title={words.why}>{said(message)}</Note>
      <Note title={words.fix} tone="good">
        {said(fix)}
      </Note>
    </article>
  )
}
