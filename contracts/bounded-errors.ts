/**
 * How many errors a validator keeps: far more than are reported, since most of those of a choice are noise, and few enough that a
 * body of millions of wrong items costs little more to refuse than a good one to read.
 */
export const errorBound = 600

/** How ajv writes down an error where all of them are wanted. */
const kept =
  /const err(\d+) = (\{[^\n]*?\});if\(vErrors === null\)\{vErrors = \[err\1\];\}else \{vErrors\.push\(err\1\);\}errors\+\+;/g

/** How ajv forgets the errors of a branch once another one fits. */
const forgotten = /vErrors\.length = (_errs\d+);/g

/**
 * The code of a validator, changed so that it makes no more than {@link errorBound} errors and goes on counting. ajv knows
 * one error or all of them; of all, a body of 16 MB has millions, which take seconds and gigabytes.
 */
export function boundErrors(code: string): string {
  return code
    .replace(
      kept,
      (_, number, error) =>
        `if(errors < ${errorBound}){const err${number} = ${error};` +
        `if(vErrors === null){vErrors = [err${number}];}else {vErrors.push(err${number});}}errors++;`,
    )
    .replace(forgotten, 'if(vErrors.length > $1)vErrors.length = $1;')
}
