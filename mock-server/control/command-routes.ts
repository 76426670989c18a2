import type { JsonSchema } from '../../contracts/index.js'
import { type Command, type Commands, type ControlMethod, pathParameters } from '../toss-side/command.js'
import type { TossSideContext } from '../toss-side/context.js'
import { inText, shapeInText } from '../world/instant-text.js'
import { done, object } from '../world/shape.js'
import { type ControlRequest, type ControlRoute, type ControlSurroundings, userKeyIn } from './route.js'
import type { ControlTag } from './tags.js'

const nothing = { type: 'object', additionalProperties: false } as const satisfies JsonSchema

/** Whose commands some routes are: where their paths begin, and the context that they work in. */
export interface Whose<Context> {
  readonly path: string
  contextOf(request: ControlRequest, surroundings: ControlSurroundings): Context
}

/** Those of the mini-app in the path. */
export const ofMiniApp: Whose<TossSideContext> = {
  path: '/mini-apps/{miniApp}/',
  contextOf: ({ path }, { contextOf }) => contextOf(path.miniApp as string),
}

/** Those of the mock as a whole. */
export const ofMock: Whose<ControlSurroundings> = { path: '/', contextOf: (_request, surroundings) => surroundings }

/** The control routes of the commands on one subject. */
export function commandRoutes<Context>(
  tag: ControlTag,
  commands: Commands<Context>,
  whose: Whose<Context>,
): ControlRoute[] {
  return Object.values(commands).flatMap((command) => {
    const { at, id, clear } = command
    if (at === undefined || id === undefined) return []
    const route = commandRoute(tag, { ...command, at, id }, whose)
    if (clear === undefined) return [route]
    const clearing = { ...clear, at: at.replace(/^\w+/, 'DELETE') as `DELETE ${string}`, gives: done }
    return [route, commandRoute(tag, clearing, whose)]
  })
}

/** A command that has a route. */
type Routed<Context> = Command<Context> & Required<Pick<Command<Context>, 'at' | 'id'>>

function commandRoute<Context>(
  tag: ControlTag,
  { at, id, says, takes, gives, spread, under, possibleAs, status, contentType, isEndless, do: work }: Routed<Context>,
  whose: Whose<Context>,
): ControlRoute {
  const [method, path] = at.split(' ') as [ControlMethod, string]
  const answer = under === undefined ? gives : object({ [under]: gives })
  const isQuery = method === 'GET' || method === 'DELETE'
  return {
    method,
    path: `${whose.path}${path}`,
    operationId: id,
    summary: says,
    tag,
    ...(isQuery ? takes && { query: takes } : { body: takes ?? nothing }),
    answer: shapeInText(answer),
    ...(possibleAs !== undefined && { possibleAs }),
    ...(status !== undefined && { status }),
    ...(contentType !== undefined && { contentType }),
    ...(isEndless && { isEndless }),
    async handle(request, surroundings) {
      const given = isQuery ? request.query : request.body
      const rest = takes === undefined ? [] : (spread?.(given as never) ?? [given])
      const result = await work(whose.contextOf(request, surroundings), ...namedIn(path, request), ...rest)
      if (gives === done) return { done: true }
      return inText(answer, under === undefined ? result : { [under]: result })
    },
  }
}

function namedIn(path: string, { path: values }: ControlRequest): (string | number)[] {
  return pathParameters(path).map((name) => (name === 'userKey' ? userKeyIn(values[name]) : (values[name] as string)))
}
