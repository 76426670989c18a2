import { join, relative } from 'node:path'
import type { ViteDevServer } from './vite-api.js'

/** The packages of the SDK that pages import. */
const packages = ['@apps-in-toss/web-framework', '@apps-in-toss/web-bridge']

/** Which of the SDK's packages lead elsewhere in this project, each in a sentence: calls of a stand-in do not reach the mock. */
export async function strangersInSdkPlace(server: ViteDevServer, root: string): Promise<string[]> {
  const { pluginContainer } = server.environments?.client ?? server
  const sentences: string[] = []
  for (const name of packages) {
    // As in a scan for dependencies: what is only looked up must not be bundled.
    const found = await pluginContainer?.resolveId(name, join(root, 'index.html'), { scan: true }).catch(() => null)
    if (!found || found.id.replaceAll('\\', '/').includes(`/${name}/`)) continue
    const place = relative(root, found.id.replace(/[?#].*/s, ''))
    sentences.push(`${name} leads to ${place}, and not to the SDK: what the page calls there does not reach the mock.`)
  }
  return sentences
}
