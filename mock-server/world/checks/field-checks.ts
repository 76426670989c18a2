import { checkAppName } from '../../../ca/index.js'
import { checkValue, type JsonSchema } from '../../../contracts/index.js'
import { isCodedError } from '../../../errors/index.js'
import { type Issue, type Path, pathText, readPathText } from './issue.js'
import { nearMiss } from './near-miss.js'

/** Every way in which a value breaks its schema, in the words of a seed file. */
export function checkShape(schema: JsonSchema, value: unknown, path: Path): Issue[] {
  return checkValue(schema, value, pathText(path)).map(({ field, rule, message, expected }) => {
    const broken = readPathText(field)
    if (rule !== 'additionalProperties') return { path: broken, rule, message: message.replace(/^\./, '') }
    const known = expected.replace(/^(no fields|only the fields )/, '').split(', ')
    const near = nearMiss(String(broken.at(-1)), known)
    const keys = known[0] === '' ? 'There are no keys here.' : `The keys here are ${known.join(', ')}.`
    const fix = near === undefined ? keys : `Did you mean ${near}?`
    return { path: broken, rule, message: `${pathText(broken)} is not known (${rule})`, fix }
  })
}

/** The name of a mini-app, which is a key of the seed. */
export function checkName(name: string, path: Path): Issue[] {
  try {
    checkAppName(name)
    return []
  } catch (error) {
    if (!isCodedError(error)) throw error
    const rule = 'a mini-app’s name is 1 to 64 letters, digits, dots, underscores or hyphens'
    return [{ path, rule: 'format', message: `${pathText(path)}: ${rule}, and begins with a letter or digit` }]
  }
}

/** ISO 8601 has the form of dates that are none, such as the 31st of February. */
export function checkInstant(instant: string, path: Path): Issue[] {
  const [year, month, day] = instant.split(/[-T]/, 3).map(Number)
  const isOfCalendar = new Date(Date.UTC(year as number, (month as number) - 1, day)).getUTCDate() === day
  if (!Number.isNaN(Date.parse(instant)) && isOfCalendar) return []
  return [{ path, rule: 'format', message: `${pathText(path)} is no date: ${instant}` }]
}
