import { useEffect, useState } from 'preact/hooks'

/** Where the reader is: on a page, perhaps at a thing on it, in a mini-app. All of it stands in the address. */
export interface Place {
  readonly page: string
  readonly id: string | undefined
  /** Undefined: the mock's own. */
  readonly miniApp: string | undefined
}

/** What the part of an address behind `#` says. */
export function readPlace(hash: string): Place {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page = '', ...rest] = path.split('/').map(decoded)
  const miniApp = new URLSearchParams(query).get('app') ?? undefined
  return { page: page === '' ? 'live' : page, id: rest.length === 0 ? undefined : rest.join('/'), miniApp }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The address of a place; within the same mini-app where none is named, null being the mock's own. */
export function linkTo(
  page: string,
  id?: string | number,
  miniApp: string | null = readPlace(location.hash).miniApp ?? null,
): string {
  const thing = id === undefined ? '' : `/${encodeURIComponent(String(id))}`
  return `#/${page}${thing}${miniApp === null ? '' : `?app=${encodeURIComponent(miniApp)}`}`
}

/** Follows the address. */
export function usePlace(): Place {
  const [place, setPlace] = useState(() => readPlace(location.hash))
  useEffect(() => {
    const look = () => setPlace(readPlace(location.hash))
    addEventListener('hashchange', look)
    return () => removeEventListener('hashchange', look)
  }, [])
  return place
}
