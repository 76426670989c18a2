import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import type { Words } from '../language/words.js'
import { Desk } from '../state/desk.js'
import { linkTo } from '../state/place.js'

/** Pages that belong together, one a tab. */
const together: readonly (readonly PageName[])[] = [
  ['orders', 'products'],
  ['promotions', 'grants'],
  ['messages', 'templates'],
]

/** The pages that have words of their own. */
export type PageName = keyof Words['pages']

/** What a page is about. */
export function PageHead({
  page,
  count,
  children,
}: {
  readonly page: PageName
  readonly count?: number | undefined
  readonly children?: ComponentChildren
}) {
  const { words } = useContext(Desk)
  const tabs = together.find((names) => names.includes(page))
  return (
    <header class="page-head">
      <div class="page-title">
        {tabs === undefined ? (
          <h1>
            {words.pages[page]} {count !== undefined && <Count count={count} />}
          </h1>
        ) : (
          <h1 class="tabs">
            {tabs.map((name) =>
              name === page ? (
                <span key={name} class="tab" aria-current="page">
                  {words.pages[name]} {count !== undefined && <Count count={count} />}
                </span>
              ) : (
                <a key={name} class="tab" href={linkTo(name)}>
                  {words.pages[name]}
                </a>
              ),
            )}
          </h1>
        )}
        {children}
      </div>
      <p class="page-about">{words.about[page]}</p>
    </header>
  )
}

function Count({ count }: { readonly count: number }) {
  const { words } = useContext(Desk)
  return <span class="count">{words.count(count)}</span>
}
