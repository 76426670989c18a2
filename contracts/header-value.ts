/** Request headers as Node gives them: names usually in lower case, repeated ones joined or as a list. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/** The value of a header, `name` in lower case; a repeated one joined by `, `, as HTTP has it. */
export function headerValue(headers: Headers, name: string): string | undefined {
  let value = headers[name]
  if (value === undefined) {
    for (const key in headers) {
      if (key.length === name.length && key.toLowerCase() === name) value = headers[key]
    }
  }
  return typeof value === 'object' ? value.join(', ') : value
}
