// `npm start`: builds, then becomes the command line, in one process, so that Ctrl-C reaches the mock.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

// npm signals the shell that it started, which ends and leaves us behind: then we end as well.
const shell = process.ppid
const isLeft = () => process.ppid !== shell

const built = spawnSync(process.execPath, [fileURLToPath(new URL('./build.mjs', import.meta.url))], {
  stdio: 'inherit',
})
if (built.status !== 0) process.exit(built.status ?? 1)
if (isLeft()) process.exit(143)
const watch = setInterval(() => {
  if (!isLeft()) return
  clearInterval(watch)
  process.kill(process.pid, 'SIGTERM')
}, 200).unref()
process.argv[1] = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
await import('../dist/cli/main.js')
