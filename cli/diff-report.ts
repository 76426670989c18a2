import { type Change, type ContractDiff, visibleIn } from '../contracts/index.js'
import { told } from './language.js'
import { type Paint, wrap } from './terminal.js'

const headings = {
  breaking: { title: 'Breaks clients', style: 'red' },
  compatible: { title: 'Breaks nobody', style: 'green' },
  info: { title: 'For information', style: 'gray' },
} as const

/** What changed between two documents, for a person. */
export function diffInWords(found: ContractDiff, { paint, columns }: { paint: Paint; columns: number }): string {
  const { changes, counts } = visibleIn(found)
  const parts = (Object.keys(headings) as Change['effect'][]).flatMap((effect) => {
    const { title, style } = headings[effect]
    const fitting = changes.filter((change) => change.effect === effect)
    if (fitting.length === 0) return []
    return ['', `  ${paint(style, told(title))}`, ...fitting.flatMap((change) => lines(change, paint, columns))]
  })
  return [...parts, '', `  ${summary(counts, paint)}`, '', ''].join('\n')
}

function lines({ rule, operation, field, text }: Change, paint: Paint, columns: number): string[] {
  const place = [operation, field].filter((part) => part !== '').join('  ')
  return [`    ${paint('bold', place)}`, ...wrap(`${rule}: ${told(text)}`, columns - 6).map((line) => `      ${line}`)]
}

function summary({ breaking, compatible, info }: ContractDiff['counts'], paint: Paint): string {
  const all = breaking + compatible + info
  if (all === 0) return paint('green', told('No difference.'))
  const rest = `${compatible} that break nobody, ${info} for information`
  if (breaking === 0) return paint('green', told(`No change breaks clients (${rest}).`))
  const what = breaking === 1 ? 'change breaks' : 'changes break'
  return `${paint('red', told(`${breaking} ${what} clients`))} ${told(`(besides ${rest}).`)}`
}
