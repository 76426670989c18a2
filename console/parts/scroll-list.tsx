import type { ComponentChildren } from 'preact'
import { useContext, useEffect, useRef } from 'preact/hooks'
import { Desk } from '../state/desk.js'

interface ScrollListProps {
  readonly label: string
  readonly children: ComponentChildren
  readonly hasMore: boolean
  more(): void
}

/** A list of links. Arrow keys go through it, and what is behind its end is asked for as one comes near. */
export function ScrollList({ label, children, hasMore, more }: ScrollListProps) {
  const { words } = useContext(Desk)
  const end = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (end.current === null) return
    const observer = new IntersectionObserver((seen) => seen.some(({ isIntersecting }) => isIntersecting) && more(), {
      rootMargin: '600px',
    })
    observer.observe(end.current)
    return () => observer.disconnect()
  })
  return (
    <>
      <ul class="list" aria-label={label} onKeyDown={walk}>
        {children}
      </ul>
      {hasMore && (
        <button type="button" class="button more" ref={end} onClick={more}>
          {words.loadMore}
        </button>
      )}
    </>
  )
}

function walk(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (step === undefined) return
  const links = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(':scope > li > a')]
  const at = links.indexOf(document.activeElement as HTMLElement)
  const next = links[at + step]
  if (next === undefined) return
  event.preventDefault()
  next.focus()
}
