import type { Template } from './shapes/message.js'
import type { Transaction, View } from './store.js'

/** What a message is filled with. */
export type MessageContext = Readonly<Record<string, string | number | boolean>>

/** The template that every mini-app has without any set-up. It needs no context: Toss fills userName in. */
export const defaultTemplate: Template = {
  templateSetCode: 'WELCOME_MESSAGE',
  title: '{{userName}}님, 환영해요',
  body: '{{userName}}님, 가입해 주셔서 고마워요.',
  channels: ['push'],
  approved: true,
  createdAt: 0,
}

/** The template set with this code. */
export function templateByCode(view: View, templateSetCode: string): Template | undefined {
  const own = view.get('template', templateSetCode)
  return own ?? (templateSetCode === defaultTemplate.templateSetCode ? defaultTemplate : undefined)
}

/** Every template set: the default one, then in the order of their creation. */
export function allTemplates(view: View): Template[] {
  const own = view.list('template', { limit: Number.MAX_SAFE_INTEGER })
  const isReplaced = view.get('template', defaultTemplate.templateSetCode) !== undefined
  return isReplaced ? own : [defaultTemplate, ...own]
}

/** Adds or replaces a template set. */
export function putTemplate(transaction: Transaction, template: Template): Template {
  transaction.put('template', template.templateSetCode, template)
  return template
}

const variable = /\{\{\s*([^{}]+?)\s*\}\}|#\{\s*([^{}]+?)\s*\}/g

/** The names of the variables in a text, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(variable)].map(([, braces, hash]) => (braces ?? hash) as string))]
}

/** What is left of a text without its variables; a brace in it is a variable that was not closed or has no name. */
export function withoutVariables(text: string): string {
  return text.replace(variable, '')
}

/** The text with its variables filled in. Every variable must be in `values`. */
export function render(text: string, values: MessageContext): string {
  return text.replace(variable, (_, braces?: string, hash?: string) => String(values[braces ?? (hash as string)]))
}
