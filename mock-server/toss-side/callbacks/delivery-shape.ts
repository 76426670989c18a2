import { count, duration, type Of, objectWith, orNull, saying, text, truth, word } from '../../world/shape.js'

/** What became of a callback. */
export interface CallbackDelivery extends Of<typeof deliveryShape> {}
export const deliveryShape = objectWith(
  {
    callback: word('callbacks.unlink', 'callbacks.subscription'),
    method: word('GET', 'POST'),
    url: text,
    /** Whether the partner answered 2xx. */
    delivered: saying(truth, 'Whether the partner answered 2xx.'),
    /** Null where no answer came. */
    status: orNull(count),
    milliseconds: duration,
    /** Its entry in the journal; null where the mock was reset or closed before an answer came. */
    journalId: orNull(count),
  },
  {
    /** Why it was not delivered, in words. */
    error: text,
  },
)
