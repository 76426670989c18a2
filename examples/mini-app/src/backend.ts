let session = ''

/** 로그인한 뒤에는 우리 서버가 준 세션을 함께 보내요. */
export function keepSession(given: string): void {
  session = given
}

/** 우리 서버에 물어봐요. */
export async function ask<Answer>(path: string, body: object = {}): Promise<Answer> {
  const response = await fetch(`/api${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-session': session },
    body: JSON.stringify(body),
  })
  const answer = await response.json()
  if (!response.ok) throw new Error(answer.error)
  return answer
}
