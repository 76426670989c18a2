/** The shells and formats that `env` can write for. */
export const shells = ['sh', 'fish', 'powershell', 'dotenv', 'github'] as const

/** One of `shells`. */
export type Shell = (typeof shells)[number]

/** A word of a POSIX shell's command line: quoted only where it must be. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : quoteSh(text)
}

/** The line that sets and exports a variable. `dotenv` and `github` are files with rules of their own. */
export const exportLine: Readonly<
  Record<Exclude<Shell, 'dotenv' | 'github'>, (name: string, value: string) => string>
> = {
  sh: (name, value) => `export ${name}=${quoteSh(value)}`,
  fish: (name, value) => `set -gx ${name} '${value.replaceAll(/['\\]/g, '\\$&')}'`,
  // PowerShell takes the typographic quotes for quotes as well.
  powershell: (name, value) => `$env:${name} = '${value.replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`,
}

function quoteSh(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
