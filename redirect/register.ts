/**
 * `node --import apps-in-toss-mock/redirect app.js`: leads the connections of this process to the two hosts of the real API
 * to the mock, and changes nothing else. `docs/unmodified-code.md` says precisely what is changed;
 * `APPS_IN_TOSS_REDIRECT=off` leaves everything as it is.
 */
import { requireNode } from '../errors/runtime.js'
import { handOnToChildren } from './child-processes.js'
import { findMock } from './mock-address.js'
import { redirectedHosts } from './production-hosts.js'
import { exemptFromProxies, runVariable } from './proxy-variables.js'
import { isSwitchedOff } from './switch.js'
import { redirectTlsConnections } from './tls-connections.js'

/** Whether this process is redirected. */
export const isRedirected = !isSwitchedOff(process.env)

export { redirectedHosts }

if (isRedirected) {
  // It would change nothing there, and the calls would go to production.
  requireNode(
    'the redirection',
    'Lead the program with apps-in-toss-mock run --namespace, or HTTPS_PROXY; docs/unmodified-code.md.',
  )
  redirectTlsConnections(findMock(process.env, process.cwd()))
  handOnToChildren(exemptFromProxies(process.env), runVariable)
}
