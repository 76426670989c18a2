import * as sdk from '@apps-in-toss/web-framework'
import { greeting } from './greeting.js'

function show(id, value) {
  document.getElementById(id).textContent = value
}

// Constants are there while the modules run.
show('environment', sdk.getOperationalEnvironment())
show('greeting', greeting)
import.meta.hot?.accept('./greeting.js', (changed) => show('greeting', changed?.greeting))
Object.assign(window, { sdk, isDeveloped: import.meta.env.DEV, loadedAt: Date.now() })
