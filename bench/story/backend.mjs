// What a partner's backend does at a login, in plain node:https: exchanges the code, reads the user, decrypts the name.
import { createDecipheriv } from 'node:crypto'
// Not `import { request }`: MSW puts its own function into the module's object.
import https from 'node:https'

/** The path of every operation of Toss Login. */
export const oauth2 = '/api-partner/v1/apps-in-toss/user/oauth2'

/** The name of the user whose code this is. */
export async function nameOf({ baseUrl, tls, decryption, authorizationCode, referrer }) {
  const call = async (method, operation, headers, body) => {
    const answer = await send(`${baseUrl}${oauth2}/${operation}`, { ...tls, method, headers }, body)
    if (answer.resultType !== 'SUCCESS') throw new Error(JSON.stringify(answer))
    return answer.success
  }
  const json = { 'content-type': 'application/json' }
  const { accessToken } = await call('POST', 'generate-token', json, JSON.stringify({ authorizationCode, referrer }))
  const { name } = await call('GET', 'login-me', { authorization: `Bearer ${accessToken}` })
  return decrypted(name, decryption)
}

/** A personal field in clear. */
export function decrypted(field, { key, aad }) {
  const bytes = Buffer.from(field, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(aad)).setAuthTag(bytes.subarray(-16))
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8')
}

function send(url, options, body) {
  return new Promise((resolve, reject) => {
    const request = https.request(url, options, (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.once('end', () => resolve(JSON.parse(text)))
    })
    request.once('error', reject)
    request.end(body)
  })
}
