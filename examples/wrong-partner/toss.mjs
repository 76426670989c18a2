// One call of the partner API over mTLS, with nothing but Node. Both backends of this example use it.
import { Agent, request } from 'node:https'

/** Where the API is, and the mini-app's certificate. In production: https://apps-in-toss-api.toss.im, and no `ca`. */
export function connectToToss({ baseUrl, cert, key, ca }) {
  const agent = new Agent({ cert, key, ca, keepAlive: true })

  /** The envelope: `{ resultType, success, error }`. */
  function call(path, { body = {}, headers = {} } = {}) {
    return new Promise((resolve, reject) => {
      const url = `${baseUrl}/api-partner/v1/apps-in-toss/${path}`
      const options = { agent, method: 'POST', headers: { 'content-type': 'application/json', ...headers } }
      const sent = request(url, options, async (answer) => {
        let text = ''
        for await (const chunk of answer) text += chunk
        resolve(JSON.parse(text))
      })
      sent.on('error', reject)
      sent.end(JSON.stringify(body))
    })
  }

  return { call, close: () => agent.destroy() }
}
