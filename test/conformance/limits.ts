import { type Operation, type OperationId, operations } from '../../contracts/index.js'
import type { Answer } from '../../verify/read-answer.js'
import { exampleOf, type MiniApp, type Stage } from './stage.js'

/** Documented: calls a minute of a mini-app, and of an operation for one user. */
const callsOfMiniApp = 3_000
const callsOfUser = 10

const hasOwnLimit = ({ limits }: Operation) => limits.some(({ id }) => id === 'miniApp.sendsPerMinute')

const perUser = (operations as readonly (Operation & { id: OperationId })[]).filter(({ limits }) =>
  limits.some(({ id }) => id === 'user.callsPerMinute'),
)

/** The limits of calls a minute; played while the mock’s clock stands still. */
export async function limitsLife({ notebook }: Stage, app: MiniApp): Promise<void> {
  const user = await app.user()
  for (const { id } of perUser) {
    const input = exampleOf(id)
    const call = () => app.call(id, { ...input, headers: { ...input.headers, ...user.by } })
    const within: Answer[] = []
    for (let count = 0; count < callsOfUser; count++) within.push(await call())
    const early = within.findIndex(({ errorCode }) => errorCode === '4095')
    const says = `${id}/user.callsPerMinute`
    notebook.holds(says, early < 0 ? `${callsOfUser} calls were answered` : `4095 at call ${early + 1}`, {
      field: `${id} calls a minute`,
      expected: `${callsOfUser} calls are answered`,
      holds: early < 0,
    })
    judgeTooMany(await call(), notebook, [says])
  }

  const counted = perUser.filter((operation) => !hasOwnLimit(operation))
  await app.flood(callsOfMiniApp - counted.length * (callsOfUser + 1))
  for (const operation of operations) {
    const answer = await app.call(operation.id, exampleOf(operation.id))
    if (hasOwnLimit(operation)) noteOwnLimit(answer, notebook)
    else judgeTooMany(answer, notebook, [])
  }
}

/** What has a limit of its own is answered as ever while the rest is blocked, unless a variant counts it with the rest. */
function noteOwnLimit({ operation, errorCode }: Answer, notebook: Stage['notebook']): void {
  const option = errorCode === '4095' ? 'general' : 'own'
  const seen =
    option === 'own' ? 'answered while the other operations are blocked' : 'blocked with the other operations'
  notebook.note(`${operation}/miniApp.sendsPerMinute`, seen)
  notebook.shows('messenger.sendLimit', option, operation ?? '')
}

function judgeTooMany(answer: Answer, notebook: Stage['notebook'], ids: readonly string[]): void {
  if (!notebook.failure(answer, '4095', ids)) return
  const { retryAfterSeconds } = answer.data
  const holds = Number(retryAfterSeconds) >= 1 && Number(retryAfterSeconds) <= 60
  notebook.holds([`${answer.operation}/4095`, ...ids], `retryAfterSeconds ${retryAfterSeconds}`, {
    field: 'response.body.error.data.retryAfterSeconds',
    expected: 'the rest of the minute: 1 to 60',
    // Under the variant envelope.errorNames there is no data.
    holds: holds || answer.variant?.id === 'envelope.errorNames',
  })
}
