import { request } from 'node:https'
import { baseUrl, files, play } from './story.mjs'

await play(
  (method, path, headers, body) =>
    new Promise((resolve, reject) => {
      const sent = request(`${baseUrl}${path}`, { method, headers, ...files }, async (response) => {
        let text = ''
        for await (const part of response) text += part
        resolve(JSON.parse(text))
      })
      sent.on('error', reject).end(body)
    }),
)
