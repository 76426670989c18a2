import { useContext, useEffect, useState } from 'preact/hooks'
import { call } from '../api/call.js'
import { CommandForm } from '../form/command-form.js'
import type { Words } from '../language/words.js'
import { Desk } from '../state/desk.js'
import type { LiveState } from '../state/live.js'
import { useStore } from '../state/store.js'
import { PageHead } from './page-head.js'

const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const

const steps = [
  ['minute', 60],
  ['tenMinutes', 600],
  ['hour', 3_600],
  ['day', 86_400],
  ['week', 7 * 86_400],
  ['month', 30 * 86_400],
] as const

/** The mock's clock, and what moves it. */
export function ClockPage() {
  const { words, description, language, live, attempt } = useContext(Desk)
  const now = useNow()
  const clock = useStore(live, (state) => state.clock)
  if (clock === undefined || now === undefined) return null
  const date = new Date(now)
  const locale = language === 'ko' ? 'ko-KR' : 'en-GB'
  const run = (id: string, body?: object) =>
    attempt(async () => {
      await call(description.operation(id), {}, body)
    })
  return (
    <div class="page">
      <PageHead page="clock" />
      <section class="clock-face">
        <p class="faint">
          {words.clockNow} · {clock.frozen ? words.clockFrozen : words.clockRuns}
        </p>
        <p class="clock-time">
          <time dateTime={date.toISOString()}>{date.toLocaleTimeString(locale, time)}</time>
        </p>
        <p class="clock-day">{date.toLocaleDateString(locale, { dateStyle: 'full' })}</p>
        <p class="badges">
          <span class={clock.aheadBySeconds === 0 ? 'faint' : 'badge warn'}>
            {aheadText(clock.aheadBySeconds, words)}
          </span>
        </p>
        <p class="action-row">
          {clock.frozen ? (
            <button type="button" class="button main" onClick={() => run('resumeClock')}>
              {words.resume}
            </button>
          ) : (
            <button type="button" class="button" onClick={() => run('freezeClock')}>
              {words.freeze}
            </button>
          )}
        </p>
      </section>
      <section>
        <h2 class="section-title">{words.advance}</h2>
        <p class="action-row">
          {steps.map(([name, seconds]) => (
            <button type="button" class="button" key={name} onClick={() => run('advanceClock', { seconds })}>
              + {words.steps[name]}
            </button>
          ))}
        </p>
        <CommandForm operation={description.operation('advanceClock')} given={{}} onDone={() => undefined} />
      </section>
    </div>
  )
}

/** The instant on the mock's clock, every second anew; undefined until it is known. */
export function useNow(): number | undefined {
  const { live } = useContext(Desk)
  const clock = useStore(live, (state: LiveState) => state.clock)
  const [, tick] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1_000)
    return () => clearInterval(timer)
  }, [])
  if (clock === undefined) return undefined
  return Date.parse(clock.now) + (clock.frozen ? 0 : Date.now() - clock.readAt)
}

/** How far the clock is from real time, in its two largest units. */
export function aheadText(aheadBySeconds: number, words: Words): string {
  let rest = Math.round(Math.abs(aheadBySeconds))
  if (rest < 2) return words.clockReal
  const parts: string[] = []
  for (const [name, seconds] of [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
    ['second', 1],
  ] as const) {
    const count = Math.floor(rest / seconds)
    rest -= count * seconds
    if (count > 0 && parts.length < 2) parts.push(words.duration[name](count))
  }
  const text = parts.join(' ')
  return aheadBySeconds > 0 ? words.clockAhead(text) : words.clockBehind(text)
}
