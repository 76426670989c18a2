import { render } from 'preact'
import { call } from './api/call.js'
import { readDescription } from './api/description.js'
import type { Info } from './api/things.js'
import { App } from './app.js'
import './style/console.css'

const root = document.getElementById('root') as HTMLElement
const scheme = (() => {
  try {
    return localStorage.getItem('apps-in-toss-mock.scheme') ?? 'system'
  } catch {
    return 'system'
  }
})()
document.documentElement.dataset.scheme = scheme

try {
  const description = await readDescription()
  const { appName } = await call<Info>(description.operation('info'), {})
  root.textContent = ''
  render(<App description={description} ownMiniApp={appName} />, root)
} catch (error) {
  root.textContent = `The console cannot start: ${(error as Error).message}. See whether the mock still runs, and load the page again.`
}
