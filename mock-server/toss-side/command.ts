import type { JsonSchema } from '../../contracts/index.js'
import { checkOptions } from '../world/checks/option-check.js'
import { anything, type Of, type Shape, text } from '../world/shape.js'
import type { TossSideContext } from './context.js'

/**
 * Something that can be done on the Toss side, told once. The method of `mock.toss`, the route of the control API, its
 * description and the check of what it is given all come from it.
 */
export interface Command<Context = TossSideContext, Work extends CommandWork<Context> = CommandWork<Context>> {
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
  /** The word that the `possible` of its subject has for it; absent where it does not depend on the subject's state. */
  readonly possibleAs?: string
  /** The status of the control API's answer; 200 by default. */
  readonly status?: number
  /** Where the control API's answer is no JSON: its type. `do` then gives text or a stream. */
  readonly contentType?: string
  /** Set where that answer has no end of its own: it has no HEAD. */
  readonly isEndless?: true
  /** What the method does where it is given null in place of what it takes. Over HTTP that is a DELETE of the same path. */
  readonly clear?: { readonly id: string; readonly says: string; readonly do: (context: Context) => Promise<null> }
  readonly do: Work
}

/** The methods that a control route can have. */
export type ControlMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What a command does in its context: for one mini-app, say. */
// biome-ignore lint/suspicious/noExplicitAny: its arguments are of any types.
export type CommandWork<Context> = (context: Context, ...given: any[]) => Promise<unknown>

/** The commands of one subject, by the names of their methods. */
export type Commands<Context = TossSideContext> = Readonly<Record<string, Command<Context>>>

/** The methods that commands become: the arguments of `do` behind its context. */
export type SideOf<Given> = {
  readonly [Name in keyof Given]: Given[Name] extends {
    readonly do: (context: never, ...given: infer Args) => infer Result
  }
    ? (...given: Args) => Result
    : never
}

/** A function that declares a command; the compiler holds what `do` gives against the shape that the command `gives`. */
export function commandFor<Context>() {
  return <
    // biome-ignore lint/suspicious/noExplicitAny: what it gives is of any type.
    const Given extends Shape<any>,
    // biome-ignore lint/suspicious/noExplicitAny: its arguments are of any types.
    Work extends (context: Context, ...given: any[]) => Promise<Of<Given>>,
  >(
    row: Omit<Command<Context>, 'do' | 'gives'> & { readonly gives: Given; readonly do: Work },
  ): Command<Context, Work> => row
}

/** Declares a command for one mini-app. */
export const command = commandFor<TossSideContext>()

/** The methods of some commands in a context. Each checks what it is given before it does anything. */
export function sideOf<Context, Given extends Commands<Context>>(commands: Given, context: Context): SideOf<Given> {
  const methods = Object.entries(commands).map(([name, { at = '', takes, named: what, spread, clear, do: work }]) => {
    const named = pathParameters(at)
    const index = named.length
    // A program may ask for as long a part of a list as it likes.
    const expected = takes && at.startsWith('GET ') ? anything : takes
    const method = async (...given: unknown[]) => {
      for (const [place, parameter] of named.entries()) {
        if (parameter !== 'userKey') checkOptions(text, given[place], parameter)
      }
      if (clear !== undefined && given[index] === null) return clear.do(context)
      if (expected !== undefined && spread === undefined) {
        // As over HTTP, where a missing body is an empty one.
        if (given[index] === undefined) given[index] = {}
        checkOptions(expected, asOverHttp(given[index]), what)
      }
      return work(context, ...given)
    }
    return [name, method]
  })
  return Object.fromEntries(methods)
}

/** As the control API would be given it: a Date as ISO 8601, and no function, which HTTP cannot carry. */
function asOverHttp(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return given
  const text = (date: Date) => (Number.isNaN(date.getTime()) ? 'Invalid Date' : date.toISOString())
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      typeof value === 'function' ? [] : [[name, value instanceof Date ? text(value) : value]],
    ),
  )
}

/** The names in braces, in their order. */
export function pathParameters(at: string): string[] {
  return [...at.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
}
