/** The languages in which log and journal explain a refused handshake, and the console writes its mails. */
export const languages = ['en', 'ko'] as const

/** One of `languages`. */
export type Language = (typeof languages)[number]
