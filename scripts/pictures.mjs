// Makes the pictures in docs/pictures: a terminal in which the commands of the README were really run, and the console of the mock
// that they were run against. Needs chromium, the packages of test/console (`npm run public-tools`), curl, pngquant, and the ports 8443 and 8444.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const { chromium } = createRequire(join(root, 'test/console/package.json'))('playwright-core')
const folder = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-pictures-'))
const pictures = join(root, 'docs/pictures')
mkdirSync(pictures, { recursive: true })

/** What is typed, and what is run for it: the same, with the names that a shell would have set before. */
const login = '/api-partner/v1/apps-in-toss/user/oauth2'
const mtls = '--cert my-mini-app_public.crt --key my-mini-app_private.key'
const shown = [
  [
    'curl --cacert ca.crt https://127.0.0.1:8443/…/login-me',
    `curl -sS --cacert ca.crt https://127.0.0.1:8443${login}/login-me`,
  ],
  ['apps-in-toss-mock journal', 'journal'],
  [
    'apps-in-toss-mock toss login --profile.name 김토스 --json > login.json',
    'toss login --profile.name 김토스 --json > login.json',
  ],
  [
    `curl --cacert ca.crt ${mtls} -d @login.json …/generate-token | cut -c 1-90`,
    `curl -sS --cacert ca.crt ${mtls} -H content-type:application/json -d @login.json https://127.0.0.1:8443${login}/generate-token | tee token.json | cut -c 1-90`,
  ],
  [
    `curl --cacert ca.crt ${mtls} -H "Authorization: Bearer $TOKEN" …/login-me | apps-in-toss-mock decrypt`,
    `TOKEN=$(sed 's/.*"accessToken":"\\([^"]*\\).*/\\1/' token.json); curl -sS --cacert ca.crt ${mtls} -H "Authorization: Bearer $TOKEN" https://127.0.0.1:8443${login}/login-me | decrypt`,
  ],
]

/** Runs a line as a shell would, on a terminal of 104 columns, so that colours are as they are there. */
function typed(line) {
  const main = join(root, 'dist/cli/main.js')
  const commands = ['journal', 'toss', 'decrypt'].map((name) => `${name}() { node '${main}' ${name} "$@"; }`)
  const program = `stty cols 104; ${commands.join('; ')}; ${line}`
  const { stdout } = spawnSync('script', ['-qec', `bash -c ${quoted(program)}`, '/dev/null'], {
    cwd: folder,
    env: { ...process.env, APPS_IN_TOSS_MOCK_DIR: folder, TERM: 'xterm-256color', COLUMNS: '104' },
    encoding: 'utf8',
  })
  return stdout.replaceAll('\r', '').trimEnd()
}

const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`
const escaped = (text) => text.replace(/[&<>]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign])
const colours = { 1: '#fff', 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#79c0ff', 90: '#8b949e' }

/** The colours of a terminal as HTML. */
function inHtml(text) {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal's colours begin with
  return escaped(text).replaceAll(/\u001b\[(\d+)m/g, (_, code) =>
    code in colours ? `<span style="color:${colours[code]}">` : ['39', '22', '0'].includes(code) ? '</span>' : '',
  )
}

function mock(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), ...words], {
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

mock('start', '--detach', '--dir', folder)
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] })
try {
  const lines = shown.map(([line, run]) => `<b>$</b> ${escaped(line)}\n${inHtml(typed(run))}`.trimEnd())
  const page = await browser.newPage({ viewport: { width: 1000, height: 600 } })
  await page.setContent(`<style>
    body { margin: 0; background: #0d1117 } pre { margin: 0; padding: 20px; color: #c9d1d9; width: 960px; white-space: pre-wrap;
    overflow-wrap: anywhere; font: 14px/1.5 'DejaVu Sans Mono', 'Noto Sans Mono CJK KR', monospace } b { color: #7ee787 }
  </style><pre>${lines.join('\n\n')}</pre>`)
  await page.locator('pre').screenshot({ path: join(pictures, 'terminal.png') })
  for (const [locale, name] of [
    ['en-US', 'console.png'],
    ['ko-KR', 'console.ko.png'],
  ]) {
    const context = await browser.newContext({ locale, viewport: { width: 1280, height: 760 }, colorScheme: 'light' })
    const console = await context.newPage()
    await console.goto('http://127.0.0.1:8444/console')
    await console.getByText('login.loginMe').first().waitFor()
    await console.getByText('no-client-certificate').first().click()
    await console.waitForTimeout(300)
    await console.screenshot({ path: join(pictures, name) })
  }
} finally {
  await browser.close()
  mock('stop', '--dir', folder)
  rmSync(folder, { recursive: true, force: true })
}
// They are in the package: a third of the bytes, and nobody sees a difference.
const names = ['terminal', 'console', 'console.ko'].map((name) => join(pictures, `${name}.png`))
const { status } = spawnSync('pngquant', ['--force', '--ext', '.png', '--quality', '70-95', '--strip', ...names])
if (status !== 0) throw new Error('pngquant is needed: apt-get install pngquant')
