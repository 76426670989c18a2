import type { JsonSchema } from '../../contracts/index.js'
import { CodedError } from '../../errors/index.js'
import { type Channel, channels, type Template } from '../world/shapes/message.js'
import type { View } from '../world/store.js'
import {
  allTemplates,
  defaultTemplate,
  putTemplate,
  templateByCode,
  variablesOf,
  withoutVariables,
} from '../world/template.js'
import type { TossSideContext } from './context.js'
import { checkOptions, invalidOption } from './option-check.js'

/** A template set to register. Texts may hold variables: `{{productName}}` (or `#{productName}`). */
export interface TemplateOptions {
  /** 1 to 100 letters, digits and `_.-`. */
  readonly templateSetCode: string
  readonly title: string
  readonly body: string
  /** Where the message goes; `['push']` unless told. */
  readonly channels?: readonly Channel[]
  /** Whether the review of the text is over, default true. */
  readonly approved?: boolean
}

/** A template set, as the Toss side shows it. */
export interface TemplateView extends Omit<Template, 'createdAt'> {
  /** What `context` must have. userName is not among them: Toss fills it in. */
  readonly variables: readonly string[]
}

/**
 * The template sets of the console. Each mini-app has one without any set-up: `WELCOME_MESSAGE`, which needs no context.
 * The methods that take a code throw CodedError `ERR_NOT_FOUND` for one that is not registered.
 */
export interface TemplatesSide {
  /**
   * Registers a template set.
   *
   * @throws CodedError `ERR_INVALID_OPTION`; `ERR_CONFLICT` for a code that is registered
   * @example
   * ```ts
   * await mock.toss.templates.create({
   *   templateSetCode: 'order-shipped',
   *   title: '{{productName}} 배송 시작',
   *   body: '{{userName}}님, {{productName}} 상품이 출발했어요.',
   *   channels: ['push', 'inbox'],
   * })
   * ```
   */
  create(template: TemplateOptions): Promise<TemplateView>
  /** The default one, then in the order of their registration. */
  list(): Promise<TemplateView[]>
  get(templateSetCode: string): Promise<TemplateView>
  /** Changes what is given. Throws `ERR_INVALID_OPTION`. */
  update(templateSetCode: string, changes: Partial<Omit<TemplateOptions, 'templateSetCode'>>): Promise<TemplateView>
  /** Throws `ERR_CONFLICT` for `WELCOME_MESSAGE`, which is always there. */
  remove(templateSetCode: string): Promise<void>
}

const fields = {
  title: { type: 'string', minLength: 1, maxLength: 200 },
  body: { type: 'string', minLength: 1, maxLength: 2000 },
  channels: { type: 'array', items: { type: 'string', enum: channels }, minItems: 1, maxItems: channels.length },
  approved: { type: 'boolean' },
} as const satisfies Record<string, JsonSchema>

/** The shape of `create`'s argument. */
export const templateOptionsSchema = {
  type: 'object',
  properties: { templateSetCode: { type: 'string', pattern: '^[A-Za-z0-9_.-]{1,100}$' }, ...fields },
  required: ['templateSetCode', 'title', 'body'],
  additionalProperties: false,
} as const satisfies JsonSchema

/** The shape of `update`'s changes. */
export const templateChangesSchema = {
  type: 'object',
  properties: fields,
  additionalProperties: false,
} as const satisfies JsonSchema

/** The templates' part of the Toss side. */
export function createTemplatesSide({ read, update, clock }: TossSideContext): TemplatesSide {
  return {
    async create(options) {
      checkOptions(templateOptionsSchema, options, 'template')
      const { templateSetCode, title, body, channels: chosen = ['push'], approved = true } = options
      checkTexts({ title, body })
      return update((world) => {
        if (templateByCode(world, templateSetCode) !== undefined) {
          throw new CodedError('ERR_CONFLICT', `templateSetCode: ${templateSetCode} is registered already`, {
            fix: 'Update it, or choose another code.',
          })
        }
        const createdAt = clock.now()
        return view(
          putTemplate(world, { templateSetCode, title, body, channels: inOrder(chosen), approved, createdAt }),
        )
      })
    },
    list: () => read((world) => allTemplates(world).map(view)),
    get: (templateSetCode) => read((world) => view(knownTemplate(world, templateSetCode))),
    async update(templateSetCode, changes) {
      checkOptions(templateChangesSchema, changes, 'template')
      checkTexts(changes)
      return update((world) => {
        const template = { ...knownTemplate(world, templateSetCode), ...changes }
        return view(putTemplate(world, { ...template, channels: inOrder(template.channels) }))
      })
    },
    remove: (templateSetCode) =>
      update((world) => {
        knownTemplate(world, templateSetCode)
        if (templateSetCode === defaultTemplate.templateSetCode) {
          throw new CodedError('ERR_CONFLICT', `templateSetCode: ${templateSetCode} is there without set-up`, {
            fix: 'Set approved to false: messages with it answer 5004 then.',
          })
        }
        world.delete('template', templateSetCode)
      }),
  }
}

function knownTemplate(world: View, templateSetCode: string): Template {
  const template = templateByCode(world, templateSetCode)
  if (template !== undefined) return template
  throw new CodedError('ERR_NOT_FOUND', `templateSetCode: this mini-app has no template set ${templateSetCode}`, {
    fix: 'List the template sets to see the codes there are, or create one.',
  })
}

function view({ createdAt: _, ...template }: Template): TemplateView {
  const variables = variablesOf(`${template.title}\n${template.body}`).filter((name) => name !== 'userName')
  return { ...template, variables }
}

function inOrder(chosen: readonly Channel[]): Channel[] {
  return channels.filter((channel) => chosen.includes(channel))
}

function checkTexts(texts: { readonly title?: string; readonly body?: string }): void {
  for (const name of ['title', 'body'] as const) {
    const odd = withoutVariables(texts[name] ?? '').match(/\{\{|\}\}|#\{/)?.[0]
    if (odd !== undefined) {
      const fix = 'Write a variable as {{productName}}, without braces in its name.'
      throw invalidOption(`template.${name} has a ${odd} that belongs to no variable`, fix)
    }
  }
}
