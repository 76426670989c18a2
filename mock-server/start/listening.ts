import type { Socket } from 'node:net'
import type { LateServer } from '../partner-side/listener/late-server.js'
import { listen, reachable } from '../partner-side/listener/listen.js'
import type { PartnerApi } from '../partner-side/partner-api.js'
import type { ConnectProxy } from '../partner-side/proxy/proxy.js'
import type { Log } from '../record/log.js'
import type { ResolvedOptions } from './options.js'

/** Only this machine may use the proxy, whatever the mock itself listens on. */
export const loopback = '127.0.0.1'

/** How long requests in flight may take when the mock is closed, in milliseconds. */
const closingGrace = 5_000

/** A mock's ports, open. */
export interface Listening {
  readonly port: number
  readonly controlPort: number | undefined
  readonly proxyPort: number | undefined
  /** Answers what is in flight, then stops. Calling it again does nothing. */
  close(): Promise<void>
  unref(): void
}

/** What listens, and what ends with it. */
export interface ListeningOptions {
  readonly resolved: ResolvedOptions
  readonly partner: PartnerApi
  /** Undefined where no control API was asked for. */
  readonly control: LateServer | undefined
  readonly log: Log
  /** What closes together with the servers, and what closes after them. */
  readonly closes: { meanwhile(): Promise<void>; afterwards(): Promise<void> }
}

/**
 * Opens the ports; where one cannot be opened, everything is closed again.
 *
 * @throws CodedError `ERR_PORT_TAKEN`, `ERR_LISTEN`
 */
export async function startListening(options: ListeningOptions): Promise<Listening> {
  const { resolved, partner, control, log, closes } = options
  const { app, tls } = partner
  const { host } = resolved
  let proxy: ConnectProxy | undefined
  let closing: Promise<void> | undefined

  async function close(): Promise<void> {
    proxy?.close()
    const closed = Promise.all([closes.meanwhile(), app.close(), control?.close()])
    tls.destroyConnections('idle')
    const giveUp = setTimeout(() => {
      tls.destroyConnections('all')
      control?.destroyConnections()
    }, closingGrace)
    await closed
    clearTimeout(giveUp)
    proxy?.destroyTunnels()
    await closes.afterwards()
  }

  async function open() {
    const port = await listen(app, { host, port: resolved.port, flag: '--port' })
    const controlPort =
      control === undefined || resolved.controlPort === false
        ? undefined
        : await listen(control, { host, port: resolved.controlPort, flag: '--control-port' })
    if (resolved.proxyPort === false) return { port, controlPort, proxyPort: undefined }
    proxy = await createProxy(resolved, { host: reachable(host), port }, log)
    const proxyPort = await listen(proxy, { host: loopback, port: resolved.proxyPort, flag: '--proxy-port' })
    return { port, controlPort, proxyPort }
  }

  const closeOnce = () => {
    closing ??= close()
    return closing
  }

  try {
    return {
      ...(await open()),
      close: closeOnce,
      unref() {
        for (const server of [app.server, control?.server, proxy?.server]) {
          server?.unref()
          server?.on('connection', (socket: Socket) => socket.unref())
        }
      },
    }
  } catch (error) {
    await closeOnce()
    throw error
  }
}

async function createProxy(
  { proxyOthers: others, proxyUpstream }: ResolvedOptions,
  mock: { host: string; port: number },
  log: Log,
): Promise<ConnectProxy> {
  const [{ createConnectProxy }, { createUpstream }] = await Promise.all([
    import('../partner-side/proxy/proxy.js'),
    import('../partner-side/proxy/upstream.js'),
  ])
  const upstream = proxyUpstream && createUpstream(proxyUpstream.url, proxyUpstream.noProxy)
  return createConnectProxy({ mock: () => mock, others, upstream, log })
}
