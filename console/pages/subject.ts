import type { Given } from '../api/call.js'
import type { Description, Operation } from '../api/description.js'
import type { Tone } from '../parts/badge.js'
import type { IconName } from '../parts/icon.js'
import type { DeskState } from '../state/desk.js'
import type { Kind } from '../state/live.js'
import type { PageName } from './page-head.js'

/** What a list shows of a thing. */
export interface Line {
  readonly title: string
  /** The codes in the second line. */
  readonly under: readonly string[]
  readonly badges: readonly { readonly text: string; readonly tone: Tone }[]
  readonly side?: string
  readonly at?: string | number
  /** Whether that is when it ends. */
  readonly isEnd?: boolean
}

/** Names of other things, by what they are called in this one. */
export type Names = ReadonlyMap<string, string>

/** A kind of things that the Toss side knows, and how a page of them is made. */
export interface Subject<Thing = never> {
  readonly page: PageName
  /** By default that of the page. */
  readonly icon?: IconName
  /** The group of its commands. */
  readonly tag: string
  readonly kinds: readonly Kind[]
  readonly list: string
  /** The name of the list in the answer, by default that of the page. */
  readonly under?: string
  /**
   * The parameter that asks for the things behind one: of `after` the newest come first. Absent for lists that are short and come
   * whole.
   */
  readonly behind?: 'after' | 'before'
  /** Whether the API gives the things of a page oldest first. */
  readonly isReversed?: boolean
  /** The operation that reads one of them; absent where only the list has them. */
  readonly read?: string
  /** Where its commands are, and the parameter in it: `/mini-apps/{miniApp}/users/{userKey}`. */
  readonly path: string
  idOf(thing: Thing): string
  line(thing: Thing, desk: DeskState, names: Names): Line
  /** Where the names come from. */
  readonly names?: { readonly list: string; of(answer: never): readonly (readonly [string, string])[] }
  /** Commands elsewhere that are about one of these, and what they are given of it. */
  readonly also?: Readonly<Record<string, (thing: Thing) => Given>>
  /** Whether a command makes no sense for it now, beyond what its `possible` says. */
  hides?(operation: Operation, thing: Thing): boolean
}

/** The name of the parameter in a subject's path. */
export function parameterOf({ path }: Pick<Subject, 'path'>): string {
  return /\{(\w+)\}[^{}]*$/.exec(path)?.[1] ?? ''
}

/** The commands for one thing: those that its state asks for, and those that are there always. */
export function commandsOn<Thing>(subject: Subject<Thing>, thing: Thing, description: Description) {
  const { path, also = {}, hides = () => false } = subject
  const { possible } = thing as { possible?: readonly string[] }
  const all = description.operations.filter(
    (operation) =>
      operation.method !== 'GET' &&
      (operation.path === path || operation.path.startsWith(`${path}/`)) &&
      !hides(operation, thing),
  )
  const steps = all.filter(({ possibleAs }) => possibleAs !== undefined && possible?.includes(possibleAs))
  const others = all.filter(({ possibleAs }) => possibleAs === undefined)
  const elsewhere = Object.keys(also)
    .filter((id) => description.has(id))
    .map((id) => description.operation(id))
    .filter((operation) => !hides(operation, thing))
  return { steps, others: [...others, ...elsewhere] }
}

/** What can be looked up about one thing, besides itself. */
export function readsOf<Thing>({ path, read, tag }: Subject<Thing>, { operations }: Description): Operation[] {
  const parameter = parameterOf({ path })
  return operations.filter(({ id, method, path: at, tag: group, parameters }) => {
    if (method !== 'GET' || id === read) return false
    const placed = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
    if (placed.length !== 2 || placed[1] !== parameter) return false
    return at.startsWith(`${path}/`) || group === tag
  })
}

/** Commands of a group that are about no single thing. */
export function commandsOf(tag: string, { operations }: Description): Operation[] {
  return operations.filter(({ tag: group, method, parameters, answer }) => {
    const placed = parameters.filter((one) => one.in === 'path')
    return group === tag && method !== 'GET' && answer !== undefined && placed.every(({ name }) => name === 'miniApp')
  })
}

/** What can be looked up in a group, and is no list of things. */
export function statesOf(tag: string, { operations }: Description): Operation[] {
  return operations.filter(({ tag: group, method, parameters, answer }) => {
    const isList =
      Object.values(answer?.properties ?? {}).some(({ type }) => type === 'array') &&
      Object.keys(answer?.properties ?? {}).length === 1
    return (
      group === tag &&
      method === 'GET' &&
      parameters.every(({ name }) => name === 'miniApp') &&
      answer?.type === 'object' &&
      !isList
    )
  })
}

/** Commands that can be given a user: those with a `userKey` in the body. */
export function commandsWithUser({ operations }: Description): Operation[] {
  return operations.filter(
    ({ method, body, path }) =>
      method === 'POST' &&
      path.startsWith('/mini-apps/') &&
      body?.properties?.userKey !== undefined &&
      !path.includes('{userKey}') &&
      !path.endsWith('/users'),
  )
}
