import { useContext, useEffect, useRef } from 'preact/hooks'
import type { PageName } from './pages/page-head.js'
import { PromptCount } from './pages/phone-page.js'
import { Icon, type IconName } from './parts/icon.js'
import { Desk } from './state/desk.js'
import { useNarrow } from './state/narrow.js'
import { linkTo } from './state/place.js'

interface MenuEntry {
  readonly page: PageName
  readonly icon: IconName
  /** Pages that are tabs of it. */
  readonly with?: readonly string[]
}

const groups: readonly { name: 'happening' | 'toss' | 'surroundings'; entries: readonly MenuEntry[] }[] = [
  { name: 'happening', entries: [{ page: 'live', icon: 'live' }] },
  {
    name: 'toss',
    entries: [
      { page: 'phone', icon: 'phone' },
      { page: 'users', icon: 'users' },
      { page: 'payments', icon: 'payments' },
      { page: 'orders', icon: 'orders', with: ['products'] },
      { page: 'subscriptions', icon: 'subscriptions' },
      { page: 'promotions', icon: 'promotions', with: ['grants'] },
      { page: 'messages', icon: 'messages', with: ['templates'] },
    ],
  },
  {
    name: 'surroundings',
    entries: [
      { page: 'callbacks', icon: 'callbacks' },
      { page: 'certificates', icon: 'certificates' },
      { page: 'faults', icon: 'faults' },
      { page: 'clock', icon: 'clock' },
      { page: 'settings', icon: 'settings' },
      { page: 'tools', icon: 'tools' },
      { page: 'commands', icon: 'commands' },
    ],
  },
]

/** The pages, beside the content; on a narrow screen behind a button. */
export function Menu({ page }: { readonly page: string }) {
  const { words } = useContext(Desk)
  const list = (
    <nav aria-label={words.menu}>
      {groups.map(({ name, entries }) => (
        <div class="menu-group" key={name}>
          <p class="menu-title">{words.groups[name]}</p>
          <ul>
            {entries.map(({ page: target, icon, with: tabs = [] }) => (
              <li key={target}>
                <a href={linkTo(target)} aria-current={page === target || tabs.includes(page) ? 'page' : undefined}>
                  <Icon name={icon} />
                  {words.pages[target]}
                  {target === 'phone' && <PromptCount />}
                </a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <p class="menu-end">
        <a href="/">
          <Icon name="link" size={15} /> {words.reference}
        </a>
      </p>
    </nav>
  )
  if (useNarrow()) return <MenuDialog page={page}>{list}</MenuDialog>
  return (
    <div class="side">
      <p class="brand">
        <span class="brand-mark" aria-hidden="true">
          m
        </span>
        <span>
          <b>apps-in-toss-mock</b>
          <small>{words.title}</small>
        </span>
      </p>
      {list}
      <p class="unofficial">{words.unofficial}</p>
    </div>
  )
}

/** A press beside it closes it as well, where a browser knows this attribute. */
const closedByAnything = { closedby: 'any' } as const

function MenuDialog({ page, children }: { readonly page: string; readonly children: preact.ComponentChildren }) {
  const { words } = useContext(Desk)
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.close(), [page])
  return (
    <dialog id="menu" class="drawer" ref={dialog} aria-label={words.menu} {...closedByAnything}>
      <button type="button" class="plain" onClick={() => dialog.current?.close()}>
        <Icon name="close" />
        <span class="unseen">{words.close}</span>
      </button>
      {children}
    </dialog>
  )
}
