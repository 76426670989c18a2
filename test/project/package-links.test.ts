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
