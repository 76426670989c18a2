import { writeFailed } from '../files/index.js'
import { reportFailure } from './failure.js'
import { run } from './program.js'
import { leaveStreamsBlocking } from './shared-streams.js'

if (process.argv[2] === 'run') leaveStreamsBlocking()
// Whoever reads our output may go away (`| head -1`): that must not end the mock, and takes nothing from what was found out.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(reportFailure(writeFailed('stdout', error)))
})
// There is nobody left to tell.
process.stderr.on('error', () => {})
process.on('uncaughtException', (error) => process.exit(reportFailure(error)))

run(process.argv.slice(2)).then((code) => {
  process.exitCode = code
})
