import type { TossAppSource } from '../../mini-app/index.js'
import { type PageServer, startPageServer } from '../../mini-app/page-server/page-server.js'
import { type PageSource, readPageSource } from '../../mini-app/page-server/page-source.js'
import { checkHost } from '../../mock-server/partner-side/listener/check-host.js'
import { checkPort } from '../../mock-server/partner-side/listener/check-port.js'
import { createLog } from '../../mock-server/record/log.js'
import type { Settings } from '../settings/read-settings.js'

/** A page that is about to be served, found to be there. */
export interface CheckedPage {
  readonly target: PageSource
  /** A URL, or the path of a folder. */
  readonly name: string
  serve(source: TossAppSource, consoleUrl: string | undefined): Promise<PageServer>
}

/**
 * Checks what the settings say of the page, before anything is started.
 *
 * @throws CodedError `ERR_INVALID_OPTION`
 */
export function checkPage(page: string, settings: Settings): CheckedPage {
  const { phonePort: port, phoneHost, phoneAllowHosts, options } = settings
  const target = readPageSource(page)
  const host = checkHost(phoneHost, 'phoneHost')
  checkPort('phonePort', port)
  return {
    target,
    name: 'url' in target ? target.url.href : target.directory,
    serve: (source, consoleUrl) =>
      startPageServer({
        target,
        source,
        port,
        host,
        allowedHosts: phoneAllowHosts,
        lan: !isLoopback(host),
        log: createLog({ level: options.logLevel ?? 'warn', format: options.logFormat ?? 'pretty' }),
        ...(consoleUrl !== undefined && { consoleUrl }),
      }),
  }
}

/** Whether only this machine reaches the address. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|::1)$/.test(host)
}
