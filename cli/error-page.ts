import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type ErrorCode, errorTable } from '../errors/index.js'
import { isKorean, told } from './language.js'

/** The page of an error in the package that runs, as a path that can be opened. */
export function pageOf(code: ErrorCode): string {
  const folder = dirname(createRequire(import.meta.url).resolve('apps-in-toss-mock/package.json'))
  const korean = isKorean() && join(folder, 'docs/errors', `${code}.ko.md`)
  if (korean && existsSync(korean)) return korean
  const page = join(folder, 'docs/errors', `${code}.md`)
  return existsSync(page) ? page : `docs/errors/${code}.md`
}

/** What the page says; in short, where a bundle has left the pages out. */
export function textOf(code: ErrorCode): string {
  const page = pageOf(code)
  if (existsSync(page)) return readFileSync(page, 'utf8')
  const { meaning, fix } = errorTable[code]
  return `# ${code}\n\n${told(meaning)}\n\n${told(fix)}\n`
}
