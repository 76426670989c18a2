/** A line such as `const A = process.env.B // 운영: 'https://…'`: what stands there now, and what stands there in production. */
const line = /^(.*?=\s*)(\S.*?)(;?\s*(?:\/\/|#) 운영: )(.+)$/gm

/** The production URLs that a source names in its two lines, in their order. */
export function productionUrls(source: string): string[] {
  return [...source.matchAll(line)].map(([, , , , url = '']) => url.replace(/^['"]|['"]$/g, ''))
}

/** The source with the two lines changed as their comments say. */
export function asInProduction(source: string): string {
  return source.replace(
    line,
    (_, before: string, _expression: string, comment: string, url: string) =>
      `${before}${url}${comment.startsWith(';') ? ';' : ''}`,
  )
}

/**
 * The source with each text replaced.
 *
 * @throws Error for a text that does not stand there exactly once: the example has changed, and the replacement must follow
 */
export function replaced(source: string, replacements: readonly (readonly [from: string, to: string])[]): string {
  return replacements.reduce((text, [from, to]) => {
    if (text.split(from).length !== 2) throw new Error(`expected exactly once: ${from}`)
    return text.replace(from, () => to)
  }, source)
}
