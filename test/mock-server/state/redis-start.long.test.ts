import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { openRedisState } from '../../../mock-server/world/state/redis-state.js'

test('a start does not wait for ever for a database that takes the connection and says nothing', async () => {
  const sockets: Socket[] = []
  const server = createServer((socket) => void sockets.push(socket.on('error', () => {}))).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = `redis://127.0.0.1:${(server.address() as { port: number }).port}`
  await expect(openRedisState({ url, prefix: 'test', warn: () => {} })).rejects.toMatchObject({
    code: 'ERR_STATE_DATABASE',
    message: expect.stringContaining('cannot be reached'),
  })
})
