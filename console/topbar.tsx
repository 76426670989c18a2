import { useContext } from 'preact/hooks'
import { aheadText, useNow } from './pages/clock-page.js'
import { Icon } from './parts/icon.js'
import { useAsked } from './state/asked.js'
import { Desk } from './state/desk.js'
import { linkTo } from './state/place.js'
import { useStore } from './state/store.js'

export type Scheme = 'system' | 'light' | 'dark'

interface TopbarProps {
  readonly page: string
  readonly ownMiniApp: string
  readonly scheme: Scheme
  onScheme(scheme: Scheme): void
  onLanguage(): void
}

const nextScheme = { system: 'light', light: 'dark', dark: 'system' } as const

/** Which mini-app is shown, whether events arrive, the clock; language and colours. */
export function Topbar({ page, ownMiniApp, scheme, onScheme, onLanguage }: TopbarProps) {
  const { words, live } = useContext(Desk)
  const isOpen = useStore(live, (state) => state.isOpen)
  const openMenu = () => (document.getElementById('menu') as HTMLDialogElement | null)?.showModal()
  return (
    <header class="topbar">
      <button type="button" class="plain only-narrow" onClick={openMenu} aria-haspopup="dialog">
        <Icon name="menu" />
        <span class="unseen">{words.menu}</span>
      </button>
      <MiniAppChoice page={page} ownMiniApp={ownMiniApp} />
      <span class={`live-state${isOpen ? ' on' : ''}`} role="status" title={isOpen ? undefined : words.isNotLiveHint}>
        <span class="dot" aria-hidden="true" />
        <span class="live-word">{isOpen ? words.isLive : words.isNotLive}</span>
      </span>
      <span class="space" />
      <ClockChip />
      <button
        type="button"
        class="plain"
        title={words.languageTitle}
        onClick={onLanguage}
        lang={words.language === 'English' ? 'en' : 'ko'}
      >
        <span class="only-wide">{words.language}</span>
        <span class="only-narrow">{words.languageShort}</span>
      </button>
      <button
        type="button"
        class="plain"
        title={words.schemeTitle(words.scheme[scheme])}
        onClick={() => onScheme(nextScheme[scheme])}
      >
        <Icon name={scheme} />
        <span class="unseen">{words.schemeTitle(words.scheme[scheme])}</span>
      </button>
    </header>
  )
}

const other = '\u0000other'

function MiniAppChoice({ page, ownMiniApp }: { readonly page: string; readonly ownMiniApp: string }) {
  const { words, miniApp } = useContext(Desk)
  const { answer } = useAsked<{ miniApps: string[] }>('listMiniApps', {}, ['commands'])
  const names = [...new Set([ownMiniApp, miniApp, ...(answer?.miniApps ?? [])])]
  const choose = (select: HTMLSelectElement) => {
    const name = select.value === other ? prompt(words.otherMiniAppAsk) : select.value
    if (name === null || name === '') select.value = miniApp
    else location.hash = linkTo(page, undefined, name === ownMiniApp ? null : name)
  }
  return (
    <label class="mini-app">
      <span class="unseen">{words.miniApp}</span>
      <select value={miniApp} onChange={(event) => choose(event.currentTarget)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        <option value={other}>{words.otherMiniApp}</option>
      </select>
    </label>
  )
}

function ClockChip() {
  const { words, language, live } = useContext(Desk)
  const now = useNow()
  const clock = useStore(live, (state) => state.clock)
  if (now === undefined || clock === undefined) return null
  const isReal = !clock.frozen && Math.abs(clock.aheadBySeconds) < 2
  const text = new Date(now).toLocaleString(language === 'ko' ? 'ko-KR' : 'en-GB', {
    ...(!isReal && { month: '2-digit', day: '2-digit' }),
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  return (
    <a
      class={`clock-chip${isReal ? '' : ' moved'}`}
      href={linkTo('clock')}
      title={`${words.pages.clock}: ${aheadText(clock.aheadBySeconds, words)}`}
    >
      <Icon name="clock" size={16} />
      <span>{text}</span>
    </a>
  )
}
