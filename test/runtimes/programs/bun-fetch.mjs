import { byFetch, files, play } from './story.mjs'

await play(byFetch(fetch, { tls: files }))
