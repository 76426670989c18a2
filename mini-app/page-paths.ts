/** Where the handler answers. The page script calls it there, at the root of its origin. */
export const phonePath = '/__apps-in-toss-mock/'

/** Where pages open their web socket. */
export const socketPath = `${phonePath}socket`
