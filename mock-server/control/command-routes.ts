import type { JsonSchema } from '../../contracts/index.js'
import { type Command, type Commands, type ControlMethod, pathParameters } from '../toss-side/command.js'
import { done } from '../world/shape.js'
import { type ControlRequest, type ControlRoute, userKeyIn } from './route.js'
import { answerOf } from './schemas.js'
import type { ControlTag } from './tags.js'

const nothing = { type: 'object', additionalProperties: false } as const satisfies JsonSchema

/** The control routes of the Toss side's commands on one subject. */
export function commandRoutes(tag: ControlTag, commands: Commands): ControlRoute[] {
  return Object.values(commands).flatMap((command) => commandRoute(tag, command) ?? [])
}

function commandRoute(
  tag: ControlTag,
  { at, id, says, takes, gives, spread, under, status, do: work }: Command,
): ControlRoute | undefined {
  if (at === undefined || id === undefined) return undefined
  const [method, path] = at.split(' ') as [ControlMethod, string]
  const isQuery = method === 'GET' || method === 'DELETE'
  return {
    method,
    path: `/mini-apps/{miniApp}/${path}`,
    operationId: id,
    summary: says,
    tag,
    ...(isQuery ? takes && { query: takes } : { body: takes ?? nothing }),
    answer: under === undefined ? gives : answerOf({ [under]: gives }),
    ...(status !== undefined && { status }),
    async handle(request, { contextOf }) {
      const given = isQuery ? request.query : request.body
      const rest = takes === undefined ? [] : (spread?.(given as never) ?? [given])
      const result = await work(contextOf(request.path.miniApp as string), ...namedIn(path, request), ...rest)
      if (gives === done) return { done: true }
      return under === undefined ? result : { [under]: result }
    },
  }
}

function namedIn(path: string, { path: values }: ControlRequest): (string | number)[] {
  return pathParameters(path).map((name) => (name === 'userKey' ? userKeyIn(values[name]) : (values[name] as string)))
}
