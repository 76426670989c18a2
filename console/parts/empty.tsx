import type { ComponentChildren } from 'preact'
import { useContext } from 'preact/hooks'
import type { Refused } from '../api/call.js'
import { Desk } from '../state/desk.js'
import { Icon, type IconName } from './icon.js'

/** What stands where there is nothing yet: why, and how something comes there. */
export function Empty({
  icon,
  title,
  children,
}: {
  readonly icon: IconName
  readonly title: string
  readonly children?: ComponentChildren
}) {
  return (
    <div class="empty">
      <span class="empty-icon">
        <Icon name={icon} size={28} />
      </span>
      <p class="empty-title">{title}</p>
      {children !== undefined && <div class="empty-text">{children}</div>}
    </div>
  )
}

/** What the control API did not do, why, and what to do about it. */
export function RefusedNote({ refused }: { readonly refused: Refused }) {
  const { said } = useContext(Desk)
  return (
    <div class="note bad" role="alert">
      <p class="note-title">
        {said(refused.message)} <code>{refused.code}</code>
      </p>
      {refused.fix !== '' && <p>{said(refused.fix)}</p>}
    </div>
  )
}
