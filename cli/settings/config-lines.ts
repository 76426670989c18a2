import { type Document, isCollection, isMap, isPair, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import { CodedError } from '../../errors/index.js'

/** The line, counted from 1, on which the value at a path of keys begins; undefined when it is not there. */
export type LineOf = (keys: readonly (string | number)[]) => Promise<number | undefined>

/** A YAML file (JSON is YAML as well), and where in it things are. */
export interface YamlFile {
  readonly content: unknown
  lineOf: LineOf
}

/** @throws CodedError `ERR_CONFIG_FILE` naming the line */
export function readYaml(path: string, text: string): YamlFile {
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, prettyErrors: false })
  const lineAt = (offset: number) => lineCounter.linePos(offset).line
  const [error] = document.errors
  if (error !== undefined) {
    throw new CodedError('ERR_CONFIG_FILE', `${path}:${lineAt(error.pos[0])} is not YAML: ${error.message}`, {
      cause: error,
    })
  }
  return {
    content: contentOf(path, document),
    async lineOf(keys) {
      let node: unknown = document.contents
      let offset: number | undefined
      for (const key of keys) {
        if (!isCollection(node)) return undefined
        const item = isMap(node)
          ? node.items.find((pair) => (isScalar(pair.key) ? String(pair.key.value) : '') === String(key))
          : node.items[Number(key)]
        if (item === undefined) return undefined
        offset = offsetOf(isPair(item) ? item.key : item)
        node = isPair(item) ? item.value : item
      }
      return offset === undefined ? undefined : lineAt(offset)
    },
  }
}

/** An alias without its anchor, or aliases of aliases without end, are found only here. */
function contentOf(path: string, document: Document): unknown {
  try {
    return document.toJS()
  } catch (cause) {
    throw new CodedError('ERR_CONFIG_FILE', `${path} is not YAML that can be read: ${(cause as Error).message}`, {
      cause,
    })
  }
}

function offsetOf(node: unknown): number | undefined {
  return (node as Node | null)?.range?.[0]
}
