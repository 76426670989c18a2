import { createClient } from 'apps-in-toss-mock/client'
import { baseUrl, end, files } from './story.mjs'

try {
  const client = createClient({ baseUrl, ...files })
  const authorizationCode = process.env.AUTHORIZATION_CODE
  const { accessToken } = await client.login.generateToken({ authorizationCode, referrer: 'DEFAULT' })
  const { userKey } = await client.login.loginMe({ accessToken })
  end({ userKey })
} catch ({ code, problem }) {
  end({ error: problem === undefined ? code : `${code}: ${problem}` })
}
