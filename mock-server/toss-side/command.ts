import type { JsonSchema } from '../../contracts/index.js'
import { checkOptions } from '../world/checks/option-check.js'
import type { Of, Shape } from '../world/shape.js'
import type { TossSideContext } from './context.js'

/**
 * Something that can be done on the Toss side, told once. The method of `mock.toss`, the route of the control API, its
 * description and the check of what it is given all come from it.
 */
export interface Command<Work extends CommandWork = CommandWork> {
  /**
   * Method and path of the control route, from the mini-app on: `POST payments/{payment}/approve`. The parameters of the
   * path are the first arguments of the method, in this order: `{userKey}` is a number, any other a text. Without it the
   * command is a method only.
   */
  readonly at?: `${ControlMethod} ${string}`
  /** The `operationId` of the control route. */
  readonly id?: string
  /** What it does, in one line. */
  readonly says: string
  /** The argument after those of the path: the body of the request, or the query of a GET. */
  readonly takes?: JsonSchema
  /** How an error calls what it takes, before the names of the fields; without it these stand alone. */
  readonly named?: string
  /** The arguments that the body of the control route becomes, where it is more than one. */
  readonly spread?: (body: never) => readonly unknown[]
  /** What it gives back. */
  readonly gives: JsonSchema
  /** Where it gives no object: the name that it has in the control API's answer. */
  readonly under?: string
  /** The status of the control API's answer; 200 by default. */
  readonly status?: number
  readonly do: Work
}

/** The methods that a control route can have. */
export type ControlMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a command does for one mini-app. */
// biome-ignore lint/suspicious/noExplicitAny: its arguments are of any types.
export type CommandWork = (context: TossSideContext, ...given: any[]) => Promise<unknown>

/** The commands of one subject, by the names of their methods. */
export type Commands = Readonly<Record<string, Command>>

/** The methods that commands become: the arguments of `do` behind its context. */
export type SideOf<Given extends Commands> = {
  readonly [Name in keyof Given]: Given[Name]['do'] extends (
    context: TossSideContext,
    ...given: infer Args
  ) => infer Result
    ? (...given: Args) => Result
    : never
}

/** Declares a command; the compiler holds what `do` gives against the shape that the command `gives`. */
export function command<
  // biome-ignore lint/suspicious/noExplicitAny: what it gives is of any type.
  const Given extends Shape<any>,
  // biome-ignore lint/suspicious/noExplicitAny: its arguments are of any types.
  Work extends (context: TossSideContext, ...given: any[]) => Promise<Of<Given>>,
>(row: Omit<Command, 'do' | 'gives'> & { readonly gives: Given; readonly do: Work }): Command<Work> {
  return row
}

/** The methods of some commands for one mini-app. Each checks what it is given before it does anything. */
export function sideOf<Given extends Commands>(commands: Given, context: TossSideContext): SideOf<Given> {
  const methods = Object.entries(commands).map(([name, { at = '', takes, named, spread, do: work }]) => {
    const index = pathParameters(at).length
    const isChecked = takes !== undefined && spread === undefined && !at.startsWith('GET ')
    const method = async (...given: unknown[]) => {
      if (isChecked && given[index] !== undefined) checkOptions(takes, withoutDates(given[index]), named)
      return work(context, ...given)
    }
    return [name, method]
  })
  return Object.fromEntries(methods)
}

/** Where the control API takes ISO 8601, a method takes a Date as well. */
function withoutDates(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const text = (date: Date) => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString())
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, value instanceof Date ? text(value) : value]),
  )
}

/** The names in braces, in their order. */
export function pathParameters(at: string): string[] {
  return [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
}
