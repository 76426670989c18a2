import { Icon } from './icon.js'

/** Saves a text as a file of this machine. */
export function Save({ text, name, type }: { readonly text: string; readonly name: string; readonly type: string }) {
  const save = () => {
    const url = URL.createObjectURL(new Blob([text], { type }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <button type="button" class="button small" onClick={save}>
      <Icon name="download" size={15} /> {name}
    </button>
  )
}
