import { CodedError } from '../../../errors/index.js'
import { invalidOption } from '../../world/checks/option-check.js'
import {
  done,
  list,
  matching,
  name,
  type Of,
  type OptionsShape,
  object,
  options,
  saying,
  textOf,
  truth,
  word,
} from '../../world/shape.js'
import { type Channel, channels, type Template } from '../../world/shapes/message.js'
import type { View } from '../../world/store.js'
import {
  allTemplates,
  defaultTemplate,
  putTemplate,
  templateByCode,
  variablesOf,
  withoutVariables,
} from '../../world/template.js'
import { command, type SideOf } from '../command.js'

const ofTemplate = {
  title: textOf(1, 200),
  body: textOf(1, 2000),
  /** Where the message goes; `['push']` by default. */
  channels: list(word(...channels), { minItems: 1, maxItems: channels.length }),
  /** Whether the review of the text is over, default true. */
  approved: truth,
}
const templateChanges = options(ofTemplate)
const code = {
  /** 1 to 100 letters, digits and `_.-`. */
  templateSetCode: matching('^[A-Za-z0-9_.-]{1,100}$'),
}

/** A template set to register. Texts may hold variables: `{{productName}}` (or `#{productName}`). */
export interface TemplateOptions extends Of<typeof templateOptions> {}
export const templateOptions: OptionsShape<typeof code & typeof ofTemplate, 'templateSetCode' | 'title' | 'body'> =
  options({ ...code, ...ofTemplate }, ['templateSetCode', 'title', 'body'])

/** A template set, as the Toss side shows it. */
export interface TemplateView extends Of<typeof templateView> {}
const templateView = object({
  templateSetCode: name,
  ...ofTemplate,
  /** What `context` must have. userName is not among them: Toss fills it in. */
  variables: saying(list(name), 'What context must have.'),
})

/**
 * The template sets of the console. Each mini-app has one without any set-up: `WELCOME_MESSAGE`, which needs no context.
 * The methods that take a code throw CodedError `ERR_NOT_FOUND` for one that is not registered.
 */
export type TemplatesSide = SideOf<typeof templateCommands>
export const templateCommands = {
  /** The default one, then in the order of their registration. */
  list: command({
    at: 'GET templates',
    id: 'listTemplates',
    says: 'The template sets',
    gives: list(templateView),
    under: 'templates',
    do: ({ read }) => read((world) => allTemplates(world).map(view)),
  }),
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
  create: command({
    at: 'POST templates',
    id: 'createTemplate',
    says: 'Register a template set; a variable is written {{name}}',
    takes: templateOptions,
    named: 'template',
    gives: templateView,
    status: 201,
    do: async ({ update, clock }, template: TemplateOptions) => {
      const { templateSetCode, title, body, channels: chosen = ['push'], approved = true } = template
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
  }),
  get: command({
    at: 'GET templates/{templateSetCode}',
    id: 'getTemplate',
    says: 'One template set',
    gives: templateView,
    do: ({ read }, templateSetCode: string) => read((world) => view(knownTemplate(world, templateSetCode))),
  }),
  /** Changes what is given. Throws `ERR_INVALID_OPTION`. */
  update: command({
    at: 'PATCH templates/{templateSetCode}',
    id: 'updateTemplate',
    says: 'Change a template set',
    takes: templateChanges,
    named: 'template',
    gives: templateView,
    do: async ({ update }, templateSetCode: string, changes: Of<typeof templateChanges>) => {
      checkTexts(changes)
      return update((world) => {
        const template = { ...knownTemplate(world, templateSetCode), ...changes }
        return view(putTemplate(world, { ...template, channels: inOrder(template.channels) }))
      })
    },
  }),
  /** Throws `ERR_CONFLICT` for `WELCOME_MESSAGE`, which is always there. */
  remove: command({
    at: 'DELETE templates/{templateSetCode}',
    id: 'removeTemplate',
    says: 'Remove a template set',
    gives: done,
    do: ({ update }, templateSetCode: string) =>
      update((world) => {
        knownTemplate(world, templateSetCode)
        if (templateSetCode === defaultTemplate.templateSetCode) {
          throw new CodedError('ERR_CONFLICT', `templateSetCode: ${templateSetCode} is there without set-up`, {
            fix: 'Set approved to false: messages with it answer 5004 then.',
          })
        }
        world.delete('template', templateSetCode)
      }),
  }),
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
