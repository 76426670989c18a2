#!/usr/bin/env node
import { reportFailure } from './failure.js'
import { run } from './program.js'

// Whoever reads our output may go away (`| head -1`); that must not end the mock.
for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe)
process.on('uncaughtException', (error) => process.exit(reportFailure(error)))

process.exitCode = await run(process.argv.slice(2))

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error
}
