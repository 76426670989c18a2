// The page script of the phone, as one text that reads one free name, `__PHONE__`; mini-app/page-script.ts puts that around it.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** The script’s text. */
export async function pageScriptText() {
  const { outputFiles } = await build({
    entryPoints: [join(root, 'mini-app/page/both-protocols.ts')],
    bundle: true,
    minify: true,
    format: 'iife',
    // What the WebViews of the last years run, and every browser.
    target: 'es2020',
    charset: 'utf8',
    write: false,
  })
  return outputFiles[0].text.trim()
}

/** Writes it into a folder of compiled code. */
export async function buildPage(fresh) {
  writeFileSync(join(fresh, 'mini-app/page-script.txt'), `${await pageScriptText()}\n`)
}
