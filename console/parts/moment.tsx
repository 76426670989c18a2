import { useContext } from 'preact/hooks'
import { Desk } from '../state/desk.js'

const formats = new Map<string, Intl.DateTimeFormat>()

function format(language: string, style: 'time' | 'day' | 'whole'): Intl.DateTimeFormat {
  const key = `${language} ${style}`
  let made = formats.get(key)
  if (made === undefined) {
    const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
    const day = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
    made = new Intl.DateTimeFormat(language === 'ko' ? 'ko-KR' : 'en-GB', {
      ...(style !== 'day' && time),
      ...(style !== 'time' && day),
    })
    formats.set(key, made)
  }
  return made
}

/** An instant: only the time where it is today, on the mock's clock. What was there from the beginning has 1970, and none is shown. */
export function Moment({ at, isWhole = false }: { readonly at: string | number; readonly isWhole?: boolean }) {
  const { language, live } = useContext(Desk)
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return <span>{String(at)}</span>
  if (date.getTime() === 0) return <span class="faint">–</span>
  const { clock } = live.get()
  const day = format(language, 'day')
  const isToday = clock !== undefined && day.format(new Date(clock.now)) === day.format(date)
  const text = format(language, !isWhole && isToday ? 'time' : 'whole').format(date)
  return (
    <time dateTime={date.toISOString()} title={date.toISOString()}>
      {text}
    </time>
  )
}

/** Won, as people write them. */
export function won(amount: number, language: 'en' | 'ko'): string {
  return language === 'ko' ? `${amount.toLocaleString('ko-KR')}원` : `₩${amount.toLocaleString('en-US')}`
}
