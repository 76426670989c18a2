import type { ComponentChildren } from 'preact'

/** How a word is meant. */
export type Tone = 'good' | 'bad' | 'warn' | 'busy' | 'calm'

/** A word in a colour; the colour alone never says anything. */
export function Badge({ tone = 'calm', children }: { readonly tone?: Tone; readonly children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>
}

/** What the states of the API mean to whoever looks at them. */
export function toneOf(state: string): Tone {
  if (/^(PAY_COMPLETE|SETTLEMENT_COMPLETE|PURCHASED|ACTIVE|RUNNING|SUCCESS|active|GRANTED|LINKED)$/.test(state))
    return 'good'
  if (/^(PAY_CANCEL|FAILED|FAIL|REVOKED|EXPIRED|expired|revoked|ERROR|NO_ANSWER|LEFT)$/.test(state)) return 'bad'
  if (/^(IN_GRACE_PERIOD|ON_HOLD|STOPPED|NOT_APPROVED|REFUSED|TIMED_OUT|HTTP_TIMEOUT|NETWORK_ERROR)$/.test(state))
    return 'warn'
  if (/PROGRESS|APPROVED|PAYMENT_COMPLETED|WAITING|SCHEDULED|PENDING/.test(state)) return 'busy'
  return 'calm'
}
