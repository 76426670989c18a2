import { visibleIn } from '../../contracts/index.js'
import { certificateHints } from '../../mock-server/record/caller-hints.js'
import { told } from '../language.js'
import { atRight, columnsOfText, type Paint, padded, wrap } from '../terminal.js'
import type { Tally } from './tally.js'

/** Whether something in it would not have passed in production. */
export function breaksTheContract({ broken, refusals }: Tally): boolean {
  return broken.length > 0 || refusals.some(({ reason }) => reason === noCertificate)
}

/** Why `--strict` fails although the command ended well; undefined where it does not. */
export function strictFailure(tally: Tally): string | undefined {
  if (breaksTheContract(tally)) return 'what it called breaks the contract'
  // Green for a test that called somebody else, production perhaps, would be a lie.
  return tally.calls.length === 0 ? 'nothing that it called reached the mock' : undefined
}

const noCertificate = 'no-client-certificate'

/** What was called and what was wrong with it, as a person reads it; one string, with a line end. */
export function summaryInWords(
  found: Tally,
  {
    paint,
    columns,
    nothingCame = 'Nothing reached the mock.',
  }: { paint: Paint; columns: number; nothingCame?: string },
): string {
  const tally = visibleIn(found)
  const { calls, broken, refused, notMocked, refusals, callbacks } = tally
  const say = (text: string, indent = 4) => wrap(told(text), columns - indent).map((line) => ' '.repeat(indent) + line)
  const heading = (text: string) => paint('yellow', told(text))
  const times = (count: number) => (count === 1 ? '' : ` (${told(`${count} times`)})`)
  const count = sum(calls.map(({ times }) => times))
  const failed = sum(calls.flatMap(({ failures }) => [...failures.values()]))
  const lines = ['', paint('bold', `apps-in-toss-mock: ${told(`${counted(count, 'call')}, ${failed} failed`)}`)]

  if (count > 0) lines.push(...callTable(tally))
  if (count === 0 && refusals.length === 0) lines.push(...say(nothingCame, 2))
  if (refusals.length > 0) lines.push('', heading('Connections refused in the TLS handshake'))
  for (const { reason, message, fix, times: number } of refusals) {
    lines.push(
      `  ${reason}${times(number)}`,
      ...say(`${message}.`),
      ...say(reason === noCertificate ? `${told(sendIt)} ${told(certificateHints)}` : fix),
    )
  }
  if (refused.length > 0) lines.push('', heading('Calls refused, and why'))
  for (const { name, code, because, times: number } of refused) {
    lines.push(`  ${`${name} ${code}`.trim()}${times(number)}`, ...say(`${because}.`))
  }
  if (notMocked.length > 0) lines.push('', heading('Known, and not mocked'))
  for (const { name, message, times: number } of notMocked) lines.push(`  ${name}${times(number)}`, ...say(message))
  if (broken.length > 0) lines.push('', heading('Contract rules broken'))
  for (const { name, field, rule, message, times: number } of broken) {
    const place = field === undefined ? name : `${name}  ${field} (${rule})`
    lines.push(`  ${place}${times(number)}`, ...say(message))
  }
  if (callbacks.length > 0) lines.push('', heading('Callbacks that were not taken'))
  for (const { name, error, times: number } of callbacks) lines.push(`  ${name}${times(number)}`, ...say(`${error}.`))
  return `${lines.join('\n')}\n`
}

const sendIt = 'Give the HTTP client certificate and key: APPS_IN_TOSS_CERT and APPS_IN_TOSS_KEY name the files.'

function callTable({ calls }: Tally): string[] {
  const rows = [...calls]
    .sort((one, other) => one.name.localeCompare(other.name))
    .map(({ name, times: number, failures }) => {
      const codes = [...failures].map(([code, times]) => (times === 1 ? code : `${code} ×${times}`))
      return [name, String(number), String(sum([...failures.values()])), codes.join(', ')] as const
    })
  const table = [[told('operation'), told('calls'), told('failures'), ''] as const, ...rows]
  const width = Math.max(...table.map(([name]) => columnsOfText(name)))
  return table.map(([name, number, failures, codes]) =>
    `  ${padded(name, width)}  ${atRight(number, 5)}  ${atRight(failures, 8)}  ${codes}`.trimEnd(),
  )
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
