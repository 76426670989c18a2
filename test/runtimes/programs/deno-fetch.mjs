import { byFetch, files, play } from './story.mjs'

const { cert, key, ca } = files
await play(byFetch(fetch, { client: Deno.createHttpClient({ ...(cert && { cert, key }), caCerts: [ca] }) }))
