import { useContext } from 'preact/hooks'
import type { Message } from '../api/things.js'
import { Moment } from '../parts/moment.js'
import { Desk } from '../state/desk.js'
import { linkTo } from '../state/place.js'

/** A message as it stands on the user's phone. */
export function MessageCard({ message }: { readonly message: Message }) {
  const { words, miniApp } = useContext(Desk)
  const { title, body, at, userKey } = message
  return (
    <section>
      <h3>{words.asTheUserSees}</h3>
      <div class="phone">
        <div class="bubble">
          <p class="bubble-from">
            {miniApp} <Moment at={at} />
          </p>
          <p class="bubble-title">{title}</p>
          <p class="bubble-body">{body}</p>
        </div>
      </div>
      <p class="faint small">
        {words.user} <a href={linkTo('users', userKey)}>{userKey}</a>
      </p>
    </section>
  )
}
