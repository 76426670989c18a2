// `npm start`: builds, then becomes the command line, in one process, so that signals reach the mock.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const built = spawnSync(process.execPath, [fileURLToPath(new URL('./build.mjs', import.meta.url))], {
  stdio: 'inherit',
})
if (built.status !== 0) process.exit(built.status ?? 1)
process.argv[1] = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url))
await import('../dist/cli/main.js')
