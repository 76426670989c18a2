import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml'
import type { Issue, Place, Position, SeedSource } from '../world/checks/issue.js'

/** What a YAML text says, or what is wrong with it. */
export function readYamlText(text: string): Pick<SeedSource, 'content' | 'locate'> | { readonly issues: Issue[] } {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true })
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset)
    return { line, column: col }
  }
  const issues = [
    ...[...document.errors, ...document.warnings].map((problem) => issueOf(problem, text, positionAt)),
    ...danglingAliases(document, positionAt),
  ]
  if (issues.length > 0) return { issues }
  try {
    return {
      content: document.toJS(),
      locate: (places) => places.map((place) => positionOf(document, place, positionAt)),
    }
  } catch (error) {
    // Aliases that multiply without bound.
    return { issues: [{ path: [], rule: 'syntax', message: (error as Error).message, position: positionAt(0) }] }
  }
}

function issueOf({ code, message, pos }: YAMLError, text: string, positionAt: (offset: number) => Position): Issue {
  const position = positionAt(pos[0])
  if (code !== 'DUPLICATE_KEY') return { path: [], rule: 'syntax', message: `this is not YAML: ${message}`, position }
  const key = /^("(?:[^"\\]|\\.)*"|'[^']*'|[^:\n]*)/.exec(text.slice(pos[0]))?.[0].trim()
  const fix = 'Keep one of them.'
  return { path: [], rule: 'duplicate', message: `the key ${key} is there twice in the same map`, fix, position }
}

function danglingAliases(document: Document, positionAt: (offset: number) => Position): Issue[] {
  const issues: Issue[] = []
  visit(document, {
    Alias(_key, node) {
      if (node.resolve(document) !== undefined) return
      const position = positionAt(node.range?.[0] ?? 0)
      issues.push({ path: [], rule: 'syntax', message: `there is no anchor &${node.source} before this`, position })
    },
  })
  return issues
}

function positionOf(
  document: Document,
  { path, isKey }: Place,
  positionAt: (offset: number) => Position,
): Position | undefined {
  let node: unknown = document.contents
  let offset = offsetOf(node)
  for (const step of path) {
    if (isAlias(node)) node = node.resolve(document)
    if (!isCollection(node)) break
    const item = isMap(node)
      ? node.items.find(({ key }) => (isScalar(key) ? String(key.value) : '') === String(step))
      : node.items[Number(step)]
    if (item === undefined || item === null) break
    node = isPair(item) ? item.value : item
    offset = offsetOf(isPair(item) && (isKey || !isScalar(node)) ? item.key : node) ?? offset
  }
  return offset === undefined ? undefined : positionAt(offset)
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}
