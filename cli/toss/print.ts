import { visible, visibleIn } from '../../contracts/index.js'
import { told } from '../language.js'

/** Prints an answer: as YAML for people, or as one line of JSON. */
export async function printAnswer(
  answer: Readonly<Record<string, unknown>>,
  { json }: { json?: boolean },
): Promise<void> {
  if (json === true) {
    process.stdout.write(`${visible(JSON.stringify(answer))}\n`)
    return
  }
  const { stringify } = await import('yaml')
  const isDone = Object.keys(answer).length === 1 && answer.done === true
  process.stdout.write(isDone ? `${told('done')}\n` : stringify(visibleIn(answer), { lineWidth: 0 }))
}
