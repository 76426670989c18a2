import { useEffect, useState } from 'preact/hooks'

/** As the style sheet has it. */
const narrow = matchMedia('(max-width: 900px)')

/** Whether the screen has room for one thing beside another. */
export function useNarrow(): boolean {
  const [isNarrow, setNarrow] = useState(narrow.matches)
  useEffect(() => {
    const look = () => setNarrow(narrow.matches)
    narrow.addEventListener('change', look)
    return () => narrow.removeEventListener('change', look)
  }, [])
  return isNarrow
}
