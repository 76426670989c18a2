import { writeFailed } from '../files/index.js'
import { languageBehindCommand } from './asked-language.js'
import { reportFailure } from './failure.js'
import { run } from './program.js'
import { leaveStreamsBlocking } from './shared-streams.js'

const args = languageBehindCommand(process.argv.slice(2))
if (args[0] === 'run') leaveStreamsBlocking()
// Whoever reads our output may go away (`| head -1`): that must not end the mock, and takes nothing from what was found out.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') process.exit(reportFailure(writeFailed('stdout', error)))
})
// There is nobody left to tell.
process.stderr.on('error', () => {})
process.on('uncaughtException', (error) => process.exit(reportFailure(error)))

run(args).then((code) => {
  process.exitCode = code
})
