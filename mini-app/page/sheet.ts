import { type Prompt, send } from './transport.js'

interface Words {
  readonly agree: string
  readonly pay: string
  readonly allow: string
  readonly cancel: string
  readonly fail: string
  readonly from: string
  /** What is asked for, by the kind of the prompt. */
  readonly kinds: Readonly<Record<string, string>>
}

const words: Words = /^ko/.test(navigator.language)
  ? {
      agree: '동의하고 계속하기',
      pay: '결제하기',
      allow: '허용',
      cancel: '닫기',
      fail: '실패',
      from: '토스 앱 모의 화면',
      kinds: {
        login: '로그인',
        payment: '결제',
        purchase: '인앱결제',
        points: '포인트',
        notification: '알림',
        userData: '정보 제공',
        permission: '권한',
      },
    }
  : {
      agree: 'Agree',
      pay: 'Pay',
      allow: 'Allow',
      cancel: 'Cancel',
      fail: 'Fail',
      from: 'Mock of the Toss app',
      kinds: {},
    }

/** What the user says yes to. */
const yes: Readonly<Record<string, string>> = { login: words.agree, payment: words.pay, purchase: words.pay }

let host: HTMLElement | undefined

/** Shows the first open prompt, or nothing. Whatever is shown is text. */
export function showPrompts([prompt]: readonly Prompt[]): void {
  host?.remove()
  host = undefined
  if (!prompt) return
  host = document.createElement('apps-in-toss-mock-sheet')
  // What the page says of its root is not for the sheet.
  host.style.cssText = 'all:initial'
  const dialog = element(
    'dialog',
    'border:0;border-radius:16px;padding:20px;width:min(360px,86vw);font:15px system-ui;margin:auto auto 24px',
  )
  const choose = (decision: string) => send('prompts', { id: prompt.id, decision }).catch(() => {})
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault()
    choose('cancel')
  })
  const approve = button(yes[prompt.kind] ?? words.allow, '#3182f6', '#fff', () => choose('approve'))
  const failures = prompt.failures.map((code) =>
    button(
      `${words.fail}: ${code}`,
      'none',
      '#8b95a1',
      () => choose(`fail:${code}`),
      'font:12px system-ui;padding:4px;width:auto',
    ),
  )
  dialog.append(
    element('div', 'color:#8b95a1;font-size:12px', `${words.from} · ${words.kinds[prompt.kind] ?? prompt.kind}`),
    element('h2', 'font-size:19px;margin:8px 0', prompt.title),
    ...prompt.details.map((detail) => element('p', 'margin:4px 0;overflow-wrap:anywhere', detail)),
    approve,
    button(words.cancel, '#f2f4f6', '#333d4b', () => choose('cancel')),
    ...failures,
  )
  host.attachShadow({ mode: 'closed' }).append(dialog)
  document.documentElement.append(host)
  dialog.showModal()
  approve.focus()
}

/** Styles are set by script: a strict CSP lets these through. */
function element<Name extends 'dialog' | 'div' | 'h2' | 'p' | 'button'>(name: Name, style: string, text = '') {
  const made = document.createElement(name)
  made.style.cssText = style
  made.textContent = text
  return made
}

function button(text: string, background: string, color: string, onClick: () => void, more = '') {
  const style = `display:block;width:100%;padding:12px;margin-top:8px;border:0;border-radius:10px;font:600 15px system-ui;cursor:pointer;background:${background};color:${color};${more}`
  const made = element('button', style, text)
  made.onclick = onClick
  return made
}
