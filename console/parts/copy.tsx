import { useContext, useState } from 'preact/hooks'
import { Desk } from '../state/desk.js'
import { Icon } from './icon.js'

/** Puts a text into the clipboard. */
export function Copy({ text, label }: { readonly text: string; readonly label?: string }) {
  const { words, tell } = useContext(Desk)
  const [isDone, setDone] = useState(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
      setTimeout(() => setDone(false), 1_500)
    } catch {
      tell(words.cannotCopy, 'bad')
    }
  }
  return (
    <button type="button" class={label === undefined ? 'copy' : 'button small'} title={words.copy} onClick={copy}>
      <Icon name={isDone ? 'done' : 'copy'} size={15} />
      {label === undefined ? (
        <span class="unseen">{isDone ? words.copied : words.copy}</span>
      ) : isDone ? (
        words.copied
      ) : (
        label
      )}
    </button>
  )
}

/** A code or key, whole, that can be copied. */
export function Code({ text }: { readonly text: string }) {
  return (
    <span class="code-line">
      <code>{text}</code>
      <Copy text={text} />
    </span>
  )
}
