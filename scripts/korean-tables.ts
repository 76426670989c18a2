import { catalogue } from '../korean/catalogue.js'
import { pageTexts } from '../korean/texts/pages.js'
import { translatorOf } from '../korean/translate.js'

const said = translatorOf({ ...catalogue, ...pageTexts })

/** Headings, paragraphs and the cells of tables in Korean; code stays as it is. */
export function inKorean(markdown: string): string {
  return markdown
    .split('\n')
    .map((line) => {
      const [, hashes = '', heading = ''] = /^(#+ )(.*)$/.exec(line) ?? []
      if (hashes !== '') return hashes + said(heading)
      return line.startsWith('|')
        ? line
            .split(/(?<!\\)\|/)
            .map(cellInKorean)
            .join('|')
        : said(line)
    })
    .join('\n')
}

function cellInKorean(cell: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)(.*?)(\s*)$/.exec(cell) ?? []
  if (words === '' || /^`[^`]*`$|^-+$/.test(words)) return cell
  return before + said(words.replaceAll('\\|', '|')).replaceAll('|', '\\|') + after
}
