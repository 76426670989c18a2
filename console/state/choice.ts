import { useCallback, useState } from 'preact/hooks'

/** One of some words that a person chose, kept for the next time. */
export function useChoice<Word extends string>(
  name: string,
  words: readonly Word[],
  initial: Word,
): [Word, (word: Word) => void] {
  const key = `apps-in-toss-mock.${name}`
  const [word, setWord] = useState(() => words.find((one) => one === kept(key)) ?? initial)
  const choose = useCallback((next: Word) => {
    setWord(next)
    try {
      localStorage.setItem(key, next)
    } catch {
      // A browser may keep nothing for a page; the choice holds until it is closed.
    }
  }, [])
  return [word, choose]
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}
