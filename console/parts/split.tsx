import type { ComponentChildren } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { Desk } from '../state/desk.js'
import { linkTo } from '../state/place.js'
import { Icon } from './icon.js'

interface SplitProps {
  readonly page: string
  /** What is open; undefined where nothing is. */
  readonly id: string | undefined
  readonly list: ComponentChildren
  readonly detail: ComponentChildren
  /** What stands beside the list while nothing is open. */
  readonly aside: ComponentChildren
}

/** A list, and beside it the one thing of it that is open; on a narrow screen that covers the list. */
export function Split({ page, id, list, detail, aside }: SplitProps) {
  const { words } = useContext(Desk)
  const pane = useRef<HTMLElement>(null)
  const isOpen = id !== undefined
  const close = () => {
    const link = document.querySelector<HTMLElement>('.list a[aria-current]')
    location.hash = linkTo(page)
    link?.focus()
  }
  useEffect(() => {
    if (pane.current !== null) pane.current.scrollTop = 0
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && document.querySelector('dialog[open]') === null) close()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [id])
  return (
    <div class={`split${isOpen ? ' open' : ''}`}>
      <div class="split-list">{list}</div>
      <section class="split-detail" ref={pane} aria-label={words.details}>
        {isOpen ? (
          <>
            <button type="button" class="plain split-close" onClick={close}>
              <span class="only-narrow">
                <Icon name="back" /> {words.back}
              </span>
              <span class="only-wide">
                <Icon name="close" />
                <span class="unseen">{words.close}</span>
              </span>
            </button>
            {detail}
          </>
        ) : (
          aside
        )}
      </section>
    </div>
  )
}
