import { useEffect, useState } from 'preact/hooks'

type Translate = (english: string) => string

const asItIs: Translate = (text) => text
const script: string = '/console/korean.js'
let korean: Translate | undefined

/** What the mock says, in the language of the page. Korean is loaded when it is first wanted. */
export function useSentences(language: 'en' | 'ko'): Translate {
  const [loaded, setLoaded] = useState(korean !== undefined)
  useEffect(() => {
    if (language === 'en' || loaded) return
    import(script).then(
      ({ inKorean }: typeof import('./korean-sentences.js')) => {
        korean = inKorean
        setLoaded(true)
      },
      // It stays English.
      () => {},
    )
  }, [language, loaded])
  return (language === 'ko' && korean) || asItIs
}
