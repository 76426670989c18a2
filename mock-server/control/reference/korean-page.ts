import { inKorean } from '../../../korean/catalogue.js'
import { koreanCommands } from '../../../korean/commands.js'
import type { ControlRoute } from '../route.js'
import { escaped } from './html.js'

/** What is left as it is: code, and what is in Korean already or names a source. */
const untouched = /^<(style|pre|code|span lang="ko"|p lang="ko"|span class="source")\b/

/** The page in Korean: each text between two tags is looked up by itself. */
export function koreanPage(page: string, routes: readonly ControlRoute[]): string {
  const summaries = new Map(routes.map(({ operationId, summary }) => [summary, koreanCommands[operationId]?.[1]]))
  const said = (text: string) => summaries.get(text) ?? inKorean(text)
  return page
    .replace('<html lang="en">', '<html lang="ko">')
    .replace('<a href="/?lang=ko" lang="ko">한국어</a>', '<a href="/?lang=en" lang="en">English</a>')
    .replaceAll(/<(style|pre|code|span|p)\b[^>]*>[^<]*<\/\1>|<[^>]+>|[^<]+/g, (part) => {
      if (!part.startsWith('<')) return spoken(part, said)
      if (untouched.test(part) || !/>[^<]+</.test(part)) return part
      return part.replace(/>([^<]+)</, (_, text: string) => `>${spoken(text, said)}<`)
    })
}

function spoken(text: string, said: (english: string) => string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? []
  return words === '' ? text : before + escaped(said(plain(words).replaceAll(/\s+/g, ' '))) + after
}

function plain(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}
