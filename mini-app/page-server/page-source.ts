import { statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { CodedError } from '../../errors/index.js'

/** Where a mini-app's pages come from. */
export type PageSource = { readonly url: URL } | { readonly directory: string }

/**
 * Reads what a person wrote: the URL of a server, or the folder of a build.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function readPageSource(text: string, cwd = process.cwd()): PageSource {
  if (/^https?:\/\//i.test(text)) return { url: readUrl(text) }
  // `localhost:5173` would be a URL with the scheme `localhost`, and a folder of that name is rare.
  if (/^(?:localhost|[\d.]+|\[[\d:a-f]+\]):\d+(?:\/|$)/i.test(text)) return { url: readUrl(`http://${text}`) }
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(text)) throw refused(text, 'must begin with http:// or https://')
  return { directory: readDirectory(text, cwd) }
}

function readUrl(text: string): URL {
  if (!URL.canParse(text)) throw refused(text, 'is no URL')
  const url = new URL(text)
  if (url.username !== '' || url.password !== '') {
    throw refused(`${url.protocol}//…@${url.host}`, 'must not hold a user or a password')
  }
  return url
}

function readDirectory(text: string, cwd: string): string {
  const directory = resolve(cwd, text)
  if (text === '' || !statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    throw refused(text, 'is neither the URL of a server nor a folder')
  }
  if (statSync(join(directory, 'index.html'), { throwIfNoEntry: false })?.isFile() !== true) {
    throw refused(
      text,
      'is a folder without index.html',
      'Build the mini-app first, and name the folder of its build, such as dist.',
    )
  }
  return directory
}

function refused(text: string, rule: string, fix?: string): CodedError {
  return new CodedError('ERR_INVALID_OPTION', `the page ${JSON.stringify(text.slice(0, 200))} ${rule}`, {
    fix:
      fix ?? 'Give the URL of the dev server, such as http://127.0.0.1:5173, or the folder of a build, such as dist.',
  })
}
