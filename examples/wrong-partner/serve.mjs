// A mini-app's own little API on a free port: `routes` maps a path to what answers it.
import { once } from 'node:events'
import { createServer } from 'node:http'

export async function serve(routes) {
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const answer = await Promise.resolve()
      .then(() => routes[request.url](JSON.parse(text)))
      .then(
        (body) => ({ status: 200, body }),
        (error) => ({ status: 500, body: { error: error.message } }),
      )
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}
