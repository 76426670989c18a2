import type { ComponentChildren } from 'preact'

interface NoteProps {
  readonly title: string
  readonly tone?: 'good' | 'bad'
  readonly children: ComponentChildren
}

/** Something to read before anything else: why, what to do. */
export function Note({ title, tone, children }: NoteProps) {
  return (
    <div class={tone === undefined ? 'note' : `note ${tone}`}>
      <p class="note-title">{title}</p>
      <p>{children}</p>
    </div>
  )
}
