// Does exactly what the five minutes of README.md and README.ko.md print, on a fresh clone of what is committed, and compares
// what comes with what is printed there: comments below a command are its output, `…` stands for anything. Needs curl, git, bash,
// and the ports 8443 and 8444.
//   node scripts/check-five-minutes.mjs [README.md] [README.ko.md]
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const root = join(import.meta.dirname, '..')
const pages = {
  'README.md': { start: 'Two commands', story: 'Five minutes' },
  'README.ko.md': { start: '명령어 두 개', story: '5분 만에' },
}
/** What the reader has to fill in, and where it stands in what came before. */
const blanks = { 'the code': 'authorizationCode', '인가 코드': 'authorizationCode', accessToken: 'accessToken' }

/** The reader's own program, which the page can only name. */
const server = `import { readFileSync } from 'node:fs'
import https from 'node:https'
const { APPS_IN_TOSS_CERT: cert, APPS_IN_TOSS_KEY: key } = process.env
const sent = https.request('https://apps-in-toss-api.toss.im/api-partner/v1/apps-in-toss/user/oauth2/generate-token', {
  method: 'POST', headers: { 'content-type': 'application/json' }, cert: readFileSync(cert), key: readFileSync(key),
}, (answer) => answer.resume().on('end', () => console.log('answered ' + answer.statusCode)))
sent.end(JSON.stringify({ authorizationCode: 'any', referrer: 'DEFAULT' }))
`

const asked = process.argv.slice(2)
for (const [page, headings] of Object.entries(pages)) {
  if (asked.length > 0 && !asked.includes(page)) continue
  const clone = mkdtempSync(join(tmpdir(), 'apps-in-toss-mock-five-minutes-'))
  try {
    console.log(`${page}: ${await follow(page, headings, clone)}`)
  } finally {
    rmSync(clone, { recursive: true, force: true })
  }
}

async function follow(page, headings, clone) {
  const text = readFileSync(join(root, page), 'utf8')
  const { status, stderr } = spawnSync('git', ['clone', '--quiet', root, clone], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  writeFileSync(join(clone, page), text)
  const begun = performance.now()

  const [startBlock] = blocksOf(sectionOf(text, headings.start))
  const mock = startMock(stepsOf(startBlock.text)[0].command, clone)
  const shell = openShell(clone)
  const outputs = []
  let count = 0
  try {
    await mock.answers()
    for (const block of blocksOf(sectionOf(text, headings.story))) {
      if (block.language === '') {
        await mock.says(block.text)
        continue
      }
      for (const { command, expected } of stepsOf(block.text)) {
        if (/\bnode server\.js\b/.test(command)) writeFileSync(join(clone, 'server.js'), server)
        const { code, output } = await shell.run(filled(command, outputs))
        outputs.unshift(output)
        const mayFail = expected.startsWith('curl: (')
        if (code !== 0 && !mayFail) throw new Error(`${command}\nended with ${code}:\n${output}`)
        if (!matches(output, expected))
          throw new Error(`${command}\nprinted\n${output}\nwhere the page has\n${expected}`)
        count++
      }
    }
  } catch (error) {
    throw new Error(`${page}: ${error.message}\nThe mock said:\n${mock.output()}`)
  } finally {
    shell.close()
    await mock.stop()
  }
  const seconds = Math.round((performance.now() - begun) / 1000)
  if (seconds > 300) throw new Error(`${page} took ${seconds} s, which is more than five minutes`)
  return `${count} commands as printed, in ${seconds} s with the installation`
}

function sectionOf(text, heading) {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading))
  if (section === undefined) throw new Error(`there is no part that is called ${heading}`)
  return section
}

function blocksOf(section) {
  return [...section.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }))
}

/** The commands of a block, each with the output that is printed below it. */
function stepsOf(block) {
  const steps = []
  let open = ''
  for (const line of block.split('\n')) {
    if (line.startsWith('#')) steps.at(-1).expected.push(line.replace(/^# ?/, ''))
    else if (line.endsWith('\\')) open += `${line}\n`
    else if (open + line !== '') {
      steps.push({ command: open + line, expected: [] })
      open = ''
    }
  }
  return steps.map(({ command, expected }) => ({ command, expected: expected.join('\n') }))
}

function filled(command, outputs) {
  return command.replaceAll(/<([^<>]+)>/g, (blank, name) => {
    const field = blanks[name]
    const found = outputs.map((output) => new RegExp(`"${field}":"([^"]+)"`).exec(output)?.[1]).find(Boolean)
    if (found === undefined) throw new Error(`nothing printed so far fills in ${blank}`)
    return found
  })
}

function matches(output, expected) {
  const parts = expected.trim().split(/\s*(?:…|\.\.\.)\s*/)
  return new RegExp(
    parts.map((part) => RegExp.escape?.(part) ?? part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')).join('[\\s\\S]*?'),
  ).test(output)
}

/** A terminal in which the mock runs. */
function startMock(command, cwd) {
  const child = spawn('bash', ['-c', command], { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part))
  const ended = new Promise((resolve) => child.once('close', resolve))
  const until = async (is, what) => {
    for (let left = 600; left > 0 && child.exitCode === null; left--) {
      if (await is()) return
      await pause(500)
    }
    throw new Error(`the mock ${what}`)
  }
  return {
    output: () => output,
    answers: () =>
      until(
        async () => (await fetch('http://127.0.0.1:8444/health').catch(() => ({ ok: false }))).ok,
        'does not answer',
      ),
    says: (expected) => until(async () => matches(output, expected), `does not say\n${expected}`),
    async stop() {
      // Ctrl-C reaches everything in the terminal.
      if (child.exitCode === null) process.kill(-child.pid, 'SIGINT')
      await ended
    },
  }
}

/** A second terminal: its folder and variables stay from command to command. */
function openShell(cwd) {
  const child = spawn('bash', ['--noprofile', '--norc'], { cwd, stdio: ['pipe', 'pipe', 'inherit'] })
  const file = join(cwd, '.git/output')
  return {
    async run(command) {
      const answered = new Promise((resolve) => child.stdout.once('data', resolve))
      child.stdin.write(`{ ${command}\n} >'${file}' 2>&1 </dev/null; echo $?\n`)
      const code = Number(String(await answered))
      return { code, output: readFileSync(file, 'utf8') }
    },
    close: () => child.stdin.end(),
  }
}
