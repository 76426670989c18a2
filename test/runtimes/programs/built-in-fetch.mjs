import { Agent } from 'undici'
import { byFetch, files, play } from './story.mjs'

await play(byFetch(fetch, { dispatcher: new Agent({ connect: files }) }))
