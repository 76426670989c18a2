import { useContext } from 'preact/hooks'
import type { Info } from '../api/things.js'
import { Code, Copy } from '../parts/copy.js'
import { useAsked } from '../state/asked.js'
import { Desk } from '../state/desk.js'

/** What to do so that something happens. */
export function FirstSteps() {
  const { words, miniApp } = useContext(Desk)
  const { answer } = useAsked<Info>('info', {})
  if (answer === undefined) return null
  const { baseUrl, controlUrl, cert, key, ca } = answer
  const lines = [
    `curl -X POST ${controlUrl}/mini-apps/${miniApp}/logins`,
    ...(cert !== undefined && miniApp === answer.appName
      ? [
          `curl --cacert ${ca} --cert ${cert} --key ${key} -H 'Content-Type: application/json' -d '{"authorizationCode":"…","referrer":"DEFAULT"}' ${baseUrl}/api-partner/v1/apps-in-toss/user/oauth2/generate-token`,
        ]
      : []),
  ]
  return (
    <div class="pad first-steps">
      <p class="faint">{words.selectOne}</p>
      <p>{words.nothing.liveHow}</p>
      <p class="big-code">
        <Code text={baseUrl} />
      </p>
      {lines.map((line) => (
        <div class="json" key={line}>
          <Copy text={line} />
          <pre>
            <code>{line}</code>
          </pre>
        </div>
      ))}
    </div>
  )
}
