import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseSync } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface Node {
  readonly type: string
  readonly start: number
  readonly end: number
  readonly [key: string]: unknown
}

/** The sources of a room or folder. */
export function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    if (statSync(join(root, path)).isDirectory()) return sourcesIn(path)
    return name.endsWith('.ts') ? [path] : []
  })
}

/** A text of a source, `{}` for each value in it. */
export interface Text {
  readonly text: string
  /** The functions that it is handed to; with `=`, those that make errors or never return, in which it stands. */
  readonly within: readonly string[]
}

/** Every text of a source. */
export function textsOf(path: string): Text[] {
  const source = readFileSync(join(root, path), 'utf8')
  const found: Text[] = []
  const visit = (node: unknown, within: readonly string[]): void => {
    if (Array.isArray(node)) for (const each of node) visit(each, within)
    if (!isNode(node)) return
    if (/^(Import|ExportAll|TSType|TSInterface)/.test(node.type)) return
    const text = textOf(node)
    if (text !== undefined) found.push({ text, within })
    const names = nameOf(node, source)
    for (const [key, value] of Object.entries(node)) visit(value, key === 'callee' ? within : [...names, ...within])
  }
  visit(parseSync(path, source).program.body, [])
  return found
}

function textOf(node: Node): string | undefined {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'BinaryExpression' && node.operator === '+') {
    const parts = [node.left, node.right].map((side) => textOf(side as Node))
    return parts.every((part) => part !== undefined) ? parts.join('') : undefined
  }
  if (node.type !== 'TemplateLiteral') return undefined
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked).join('{}')
}

/** What a call calls, and what a function that makes an error, or never returns, is called. */
function nameOf(node: Node, source: string): string[] {
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    const { callee } = node as unknown as { callee: Node }
    return [source.slice(callee.start, callee.end).split('.').at(-1) as string]
  }
  if (node.type === 'Property') return [(node.key as { name?: string }).name ?? '']
  // `const fix = …`, which is handed on by its name.
  const named = node.type === 'VariableDeclarator' ? [(node.id as { name?: string }).name ?? ''] : []
  const made = (node.type === 'VariableDeclarator' ? node.init : node) as Node | null
  const { returnType, id } = { ...(made as object), id: node.id } as {
    returnType?: Node | null
    id?: { name?: string }
  }
  if (returnType === undefined || returnType === null || id?.name === undefined) return named
  return /CodedError|never/.test(source.slice(returnType.start, returnType.end)) ? [`=${id.name}`] : named
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
}
