import { randomUUID } from 'node:crypto'
import type { NamedVariable } from './named-variables.js'

/** What is appended to the file `$GITHUB_ENV` for a variable; several lines stand between two marks that nobody can guess. */
export function githubLine({ name, value }: NamedVariable): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}`
  const mark = `end_${randomUUID()}`
  return `${name}<<${mark}\n${value.trimEnd()}\n${mark}`
}

/** The workflow commands by which GitHub hides the secret ones in its logs; it reads them on both outputs of a step. */
export function githubMasks(variables: readonly NamedVariable[]): string[] {
  const secrets = variables.filter(({ isSecret }) => isSecret).flatMap(({ value }) => value.split(/\r?\n/))
  // The first and the last line of a PEM are not secret, and stand in many logs.
  const lines = new Set(secrets.filter((line) => line !== '' && !line.startsWith('-----')))
  return [...lines].map((line) => `::add-mask::${line.replaceAll('%', '%25')}`)
}
