/** The one tag that makes a page a mini-app of this mock. It comes from the page's own origin, so that a strict CSP lets it in. */
export const phoneTag = '<script src="/__apps-in-toss-mock/phone.js"></script>'

/**
 * HTML with the page script before all of its own: behind `<head>`, or where there is none behind `<html>` or the doctype.
 *
 * @example
 * ```ts
 * response.end(injectPhone(await readFile('dist/index.html', 'utf8')))
 * ```
 */
export function injectPhone(html: string): string {
  if (html.includes(phoneTag)) return html
  for (const place of [/<head(?:\s[^>]*)?>/i, /<html(?:\s[^>]*)?>/i, /<!doctype[^>]*>/i]) {
    const found = place.exec(html)
    if (found === null) continue
    const at = found.index + found[0].length
    return html.slice(0, at) + phoneTag + html.slice(at)
  }
  return phoneTag + html
}
