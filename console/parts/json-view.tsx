import { useContext } from 'preact/hooks'
import { Desk } from '../state/desk.js'
import { Copy } from './copy.js'

/** A value as JSON. Whatever was sent is text here. */
export function JsonView({ value, label }: { readonly value: unknown; readonly label: string }) {
  const { words } = useContext(Desk)
  if (value === undefined) return <p class="faint">{words.nothingThere}</p>
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  return (
    <div class="json">
      <Copy text={text} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keys. */}
      <section tabIndex={0} aria-label={label}>
        <pre>
          <code>{typeof value === 'string' ? text : parts(text)}</code>
        </pre>
      </section>
    </div>
  )
}

const tokens = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)/g

/** Above this, colours cost more than they help. */
const colouredCharacters = 50_000

function parts(text: string) {
  if (text.length > colouredCharacters) return text
  const drawn: (string | preact.JSX.Element)[] = []
  let at = 0
  for (const match of text.matchAll(tokens)) {
    const [whole, string, colon, word] = match
    if (match.index > at) drawn.push(text.slice(at, match.index))
    const kind =
      string === undefined ? (word === undefined ? 'number' : 'word') : colon === undefined ? 'string' : 'name'
    drawn.push(<span class={`json-${kind}`}>{string ?? whole}</span>)
    if (colon !== undefined) drawn.push(colon)
    at = match.index + whole.length
  }
  drawn.push(text.slice(at))
  return drawn
}
