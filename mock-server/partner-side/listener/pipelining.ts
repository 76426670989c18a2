import type { TLSSocket } from 'node:tls'

/** Node's types hide it: set while many pipelined requests of a connection wait for their answers. */
interface PausedByHttp {
  readonly _paused?: boolean
}

/**
 * Lets a client have as many pipelined requests waiting as it likes. Call it when the HTTP server has taken the connection.
 *
 * Node stops reading where many answers wait, but over TLS that does not hold: its HTTP parser is fed by the TLS layer
 * directly, which hands on all that it has decrypted, and the paused parser calls that an error (HPE_PAUSED) that ends the
 * connection. So the parser is fed by the socket instead, which keeps what comes meanwhile.
 */
export function allowPipelining(socket: TLSSocket): void {
  // A listener of the socket's data is what makes Node feed the parser so.
  socket.on('data', () => {})
  const resume = socket.resume.bind(socket)
  // A body that nobody reads asks the socket to go on, whether or not the server has stopped it.
  socket.resume = () => ((socket as PausedByHttp)._paused === true ? socket : resume())
}
