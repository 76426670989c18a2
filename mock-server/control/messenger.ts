import type { JsonSchema } from '../../contracts/index.js'
import { type InboxQuery, inboxQuerySchema } from '../toss-side/inbox.js'
import { type TemplateOptions, templateChangesSchema, templateOptionsSchema } from '../toss-side/templates.js'
import { channels } from '../world/shapes/message.js'
import type { ControlRequest, ControlRoute, ControlSurroundings } from './route.js'
import { doneSchema, listOf, userKeySchema } from './schemas.js'

const tag = 'messenger'

const template = {
  type: 'object',
  properties: {
    ...templateOptionsSchema.properties,
    variables: { type: 'array', items: { type: 'string' }, description: 'What context must have.' },
  },
  required: ['templateSetCode', 'title', 'body', 'channels', 'approved', 'variables'],
} as const satisfies JsonSchema

const message = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    userKey: userKeySchema,
    templateSetCode: { type: 'string' },
    title: { type: 'string', description: 'Rendered.' },
    body: { type: 'string', description: 'Rendered.' },
    contentId: { type: 'string' },
    deliveries: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          channel: { type: 'string', enum: channels },
          contentId: { type: 'string' },
          failReason: { type: ['string', 'null'], description: 'Null where it reached the user.' },
        },
        required: ['channel', 'contentId', 'failReason'],
      },
    },
    deploymentId: { type: ['string', 'null'], description: 'Of a test message.' },
    at: { type: 'string', format: 'date-time' },
  },
  required: ['id', 'userKey', 'templateSetCode', 'title', 'body', 'contentId', 'deliveries', 'deploymentId', 'at'],
} as const satisfies JsonSchema

/** Template sets and the inbox: what the console holds, and what users got. */
export const messengerRoutes: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/templates',
    operationId: 'listTemplates',
    summary: 'The template sets',
    tag,
    answer: listOf('templates', template),
    handle: async (request, surroundings) => ({ templates: await side(request, surroundings).templates.list() }),
  },
  {
    method: 'POST',
    path: '/mini-apps/{miniApp}/templates',
    operationId: 'createTemplate',
    summary: 'Register a template set; a variable is written {{name}}',
    tag,
    body: templateOptionsSchema,
    answer: template,
    status: 201,
    handle: (request, surroundings) =>
      side(request, surroundings).templates.create(request.body as unknown as TemplateOptions),
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/templates/{templateSetCode}',
    operationId: 'getTemplate',
    summary: 'One template set',
    tag,
    answer: template,
    handle: (request, surroundings) => side(request, surroundings).templates.get(codeOf(request)),
  },
  {
    method: 'PATCH',
    path: '/mini-apps/{miniApp}/templates/{templateSetCode}',
    operationId: 'updateTemplate',
    summary: 'Change a template set',
    tag,
    body: templateChangesSchema,
    answer: template,
    handle: (request, surroundings) =>
      side(request, surroundings).templates.update(codeOf(request), request.body as Partial<TemplateOptions>),
  },
  {
    method: 'DELETE',
    path: '/mini-apps/{miniApp}/templates/{templateSetCode}',
    operationId: 'removeTemplate',
    summary: 'Remove a template set',
    tag,
    answer: doneSchema,
    async handle(request, surroundings) {
      await side(request, surroundings).templates.remove(codeOf(request))
      return { done: true }
    },
  },
  {
    method: 'GET',
    path: '/mini-apps/{miniApp}/inbox',
    operationId: 'readInbox',
    summary: 'The messages that users got, rendered, oldest first',
    tag,
    query: inboxQuerySchema,
    answer: listOf('messages', message),
    handle: async (request, surroundings) => ({
      messages: await side(request, surroundings).inbox.list(request.query as InboxQuery),
    }),
  },
  {
    method: 'DELETE',
    path: '/mini-apps/{miniApp}/inbox',
    operationId: 'clearInbox',
    summary: 'Forget the messages',
    tag,
    query: { type: 'object', properties: { userKey: { ...userKeySchema, description: 'Of this user only.' } } },
    answer: doneSchema,
    async handle(request, surroundings) {
      await side(request, surroundings).inbox.clear(request.query as Pick<InboxQuery, 'userKey'>)
      return { done: true }
    },
  },
]

function side({ path }: ControlRequest, { tossSide }: ControlSurroundings) {
  return tossSide(path.miniApp as string)
}

const codeOf = ({ path }: ControlRequest) => path.templateSetCode as string
