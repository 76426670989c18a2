/** Text that is HTML already. */
export interface Html {
  readonly html: string
}

/** What can stand in a template: text is escaped, nothing is left out. */
export type Part = Html | string | number | undefined | false | readonly Part[]

/**
 * HTML with everything escaped that is put into it.
 *
 * @example
 * ```ts
 * html`<p>${'a < b'}</p>`.html // <p>a &lt; b</p>
 * ```
 */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let result = texts[0] as string
  for (let index = 0; index < parts.length; index++) result += render(parts[index]) + texts[index + 1]
  return { html: result }
}

function render(part: Part): string {
  if (part === undefined || part === false) return ''
  if (Array.isArray(part)) return part.map(render).join('')
  if (typeof part === 'object') return (part as Html).html
  return escaped(String(part))
}

/** A text as it stands in HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] as string)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
