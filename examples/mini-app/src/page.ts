const output = document.querySelector('output') as HTMLOutputElement

export function show(text: string): void {
  output.textContent = text
}

/** 버튼을 하나 더해요. 누르면 할 일이 끝난 뒤의 말이나, 무엇이 잘못됐는지가 아래에 보여요. */
export function addButton(label: string, action: () => Promise<string>): void {
  const button = document.createElement('button')
  button.textContent = label
  button.onclick = async () => {
    button.disabled = true
    show(await action().catch((error: Error & { code?: string }) => error.code ?? error.message))
    button.disabled = false
  }
  document.querySelector('main')?.append(button)
}
