import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { files: string[] }
const files = manifest.files.filter((path) => !path.startsWith('!'))

function pages(path: string): string[] {
  if (!statSync(join(root, path)).isDirectory()) return path.endsWith('.md') ? [path] : []
  return readdirSync(join(root, path)).flatMap((name) => (name === 'node_modules' ? [] : pages(`${path}/${name}`)))
}

test('every link between the pages of the package leads to something in the package', () => {
  const lost = files
    .filter((path) => path !== 'dist')
    .flatMap(pages)
    .flatMap((page) => {
      const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(
        ([, link]) => link as string,
      )
      return links
        .filter((link) => !/^[a-z]+:|^#/.test(link))
        .map((link) => ({
          page,
          link,
          target: normalize(join(dirname(page), link.replace(/#.*/, ''))).replace(/\/$/, ''),
        }))
    })
    .filter(({ target }) => {
      const packed = files.some((path) => path !== 'dist' && (target === path || target.startsWith(`${path}/`)))
      return !packed || !existsSync(join(root, target))
    })
  expect(lost.map(({ page, link }) => `${page} → ${link}`)).toEqual([])
})

test('and where a link names a place in a page, the page has it', () => {
  const all = [...new Set(files.filter((path) => path !== 'dist').flatMap(pages))]
  const places = new Map(all.map((page) => [page, placesIn(readFileSync(join(root, page), 'utf8'))]))
  const lost = all.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/\]\(([^)\s:]*)#([^)\s]+)\)/g)].flatMap(
      ([, path = '', place = '']) => {
        const target = path === '' ? page : normalize(join(dirname(page), path))
        return places.get(target)?.has(decodeURIComponent(place)) === false ? [`${page} → ${path}#${place}`] : []
      },
    ),
  )
  expect(lost).toEqual([])
})

/** Headings as GitHub names them, and what has an id of its own. */
function placesIn(text: string): Set<string> {
  const prose = text.replaceAll(/^ *```[\s\S]*?^ *```$/gm, '')
  const headings = [...prose.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\p{M}_\- ]/gu, '')
      .replaceAll(' ', '-'),
  )
  const ids = [...prose.matchAll(/<a id="([^"]+)"/g)].map(([, id = '']) => id)
  const seen = new Map<string, number>()
  const named = headings.map((heading) => {
    const times = seen.get(heading) ?? 0
    seen.set(heading, times + 1)
    return times === 0 ? heading : `${heading}-${times}`
  })
  return new Set([...named, ...ids])
}
