import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Description } from './api/description.js'
import { useSentences } from './language/sentences.js'
import { wordsIn } from './language/words.js'
import { Menu } from './menu.js'
import { CallbacksPage } from './pages/callbacks-page.js'
import { CertificatesPage } from './pages/certificates-page.js'
import { ClockPage } from './pages/clock-page.js'
import { CommandsPage } from './pages/commands-page.js'
import { FaultsPage } from './pages/faults-page.js'
import { LivePage } from './pages/live-page.js'
import { PhonePage } from './pages/phone-page.js'
import { SubjectPage } from './pages/subject-page.js'
import { subjects } from './pages/subjects.js'
import { TagPage } from './pages/tag-page.js'
import { ToolsPage } from './pages/tools-page.js'
import { useChoice } from './state/choice.js'
import { Desk, type DeskState } from './state/desk.js'
import { followMiniApp } from './state/live.js'
import { type Place, usePlace } from './state/place.js'
import { Topbar } from './topbar.js'

interface AppProps {
  readonly description: Description
  /** The mini-app that is shown where none is chosen. */
  readonly ownMiniApp: string
}

/** The whole page. */
export function App({ description, ownMiniApp }: AppProps) {
  const place = usePlace()
  const [language, setLanguage] = useChoice('language', ['en', 'ko'], navigator.language.startsWith('ko') ? 'ko' : 'en')
  const [scheme, setScheme] = useChoice('scheme', ['system', 'light', 'dark'], 'system')
  const [toast, setToast] = useState<{ message: string; tone: 'good' | 'bad' }>()
  const miniApp = place.miniApp ?? ownMiniApp
  const live = useMemo(() => followMiniApp(miniApp), [miniApp])
  useEffect(() => live.stop, [live])
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  useEffect(() => {
    document.documentElement.dataset.scheme = scheme
  }, [scheme])
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const said = useSentences(language)
  const desk = useMemo<DeskState>(() => {
    const tell: DeskState['tell'] = (message, tone = 'good') => {
      setToast({ message: said(message), tone })
      clearTimeout(timer.current)
      timer.current = setTimeout(() => setToast(undefined), 4_000)
    }
    return {
      description,
      miniApp,
      live: live.store,
      language,
      words: wordsIn[language],
      said,
      tell,
      attempt: (work) => work().catch((error: Error) => tell(error.message, 'bad')),
    }
  }, [description, miniApp, live, language, said])
  const { words } = desk
  useEffect(() => {
    const name = (words.pages as Record<string, string>)[place.page]
    document.title = `${name === undefined ? '' : `${name} · `}${words.title} · apps-in-toss-mock`
  }, [place.page, words])
  useEffect(focusSearchOnSlash, [])
  return (
    <Desk.Provider value={desk}>
      <button type="button" class="skip" onClick={() => document.getElementById('content')?.focus()}>
        {words.skip}
      </button>
      <div class="frame">
        <Menu page={place.page} />
        <Topbar
          page={place.page}
          ownMiniApp={ownMiniApp}
          onLanguage={() => setLanguage(language === 'ko' ? 'en' : 'ko')}
          scheme={scheme}
          onScheme={setScheme}
        />
        <main id="content" tabIndex={-1} key={miniApp}>
          <Page place={place} />
        </main>
      </div>
      <div class="toasts" role="status" aria-live="polite">
        {toast !== undefined && <p class={`toast ${toast.tone}`}>{toast.message}</p>}
      </div>
    </Desk.Provider>
  )
}

function Page({ place: { page, id } }: { readonly place: Place }) {
  const { words, description } = useContext(Desk)
  const subject = subjects[page]
  if (page === 'faults') return <FaultsPage id={id} />
  if (page === 'phone' && description.has('listPrompts')) return <PhonePage id={id} />
  if (page === 'certificates') return <CertificatesPage id={id} />
  if (page === 'callbacks') return <CallbacksPage id={id} />
  if (page === 'clock') return <ClockPage />
  if (page === 'tools') return <ToolsPage />
  if (page === 'settings') return <TagPage tag="mini-app" />
  if (page === 'commands') return <CommandsPage id={id} />
  if (subject !== undefined) return <SubjectPage key={page} subject={subject} id={id} />
  if (page === 'live') return <LivePage id={id} />
  return <p class="faint pad">{words.nothingThere}</p>
}

function focusSearchOnSlash(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.closest('input, textarea, select') !== null) return
    const search = document.querySelector<HTMLInputElement>('main input[type=search]')
    if (search === null) return
    event.preventDefault()
    search.focus()
  }
  addEventListener('keydown', onKey)
  return () => removeEventListener('keydown', onKey)
}
