import type { Surroundings } from '../partner-side/operations/handler.js'
import type { Log } from '../record/log.js'
import { loadPeopleMaker } from '../world/made-up-people.js'
import { logIn } from './commands/login.js'
import { approve } from './commands/pay.js'

/** What `--auto-login` does with an authorization code that nobody issued. */
export async function createAutoLogin(log: Log): Promise<NonNullable<Surroundings['autoLogin']>> {
  const people = await loadPeopleMaker()
  return ({ world, now, afterwards }) => {
    const { authorizationCode, userKey } = logIn(world, people, now, {})
    const what = `an authorization code that nobody issued logged user ${userKey} in`
    afterwards(() => log.warn({ userKey }, `auto-login: ${what}; production answers OAUTH_ISSUE_TOKEN_ERROR`))
    return { code: authorizationCode }
  }
}

/** What `--auto-approve` does with a payment as soon as it is made. */
export function createAutoApprove(log: Log): NonNullable<Surroundings['autoApprove']> {
  return ({ world, now, afterwards }, payment) => {
    const { orderNo, userKey } = approve(world, payment, now)
    const what = `the payment of order ${orderNo} was approved as it was made`
    const inProduction = `in production user ${userKey} approves it in checkoutPayment`
    afterwards(() => log.warn({ orderNo, userKey }, `auto-approve: ${what}; ${inProduction}`))
  }
}
