import { between, type OptionsShape, options, type Shape, saying, text, word } from '../world/shape.js'

/** Which part of a long list: the query of its control route. `after` is told what it names. */
export function pageOf(
  after: string,
): OptionsShape<{ limit: Shape<number>; after: Shape<string>; first: Shape<'oldest' | 'newest'> }> {
  return options({
    limit: saying(between(1, 1000), '100 by default.'),
    after: saying(text, after),
    first: saying(word('oldest', 'newest'), 'Which come first; oldest by default.'),
  })
}
