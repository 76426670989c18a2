import { createRequire } from 'node:module'
import { faker } from '@faker-js/faker/locale/ko'

const { version } = createRequire(import.meta.url)('@faker-js/faker/package.json') as { version: string }
const { last_name: surnames, first_name: givenNames } = faker.rawDefinitions.person as {
  last_name: { generic: string[] }
  first_name: { male: string[]; female: string[] }
}

/** The module with the names that made-up people have: faker's Korean ones, and nothing else of its four megabytes. */
export function koreanNamesModule(): string {
  return `// Written by \`npm run docs\`; a test fails when it is stale. The names are those of @faker-js/faker ${version} for Korean:
// Faker - Copyright (c) 2022-2025, under the MIT License, whose text is that of this package's LICENSE.

const wordsOf = (lines: readonly string[]): readonly string[] => lines.flatMap((line) => line.split(' '))

/** Surnames of Koreans. */
export const surnames = wordsOf(${lines(surnames.generic, '')})

/** Given names of Koreans. */
export const givenNames = {
  MALE: wordsOf(${lines(givenNames.male, '  ')}),
  FEMALE: wordsOf(${lines(givenNames.female, '  ')}),
}
`
}

/** As an array of lines, short enough for the formatter to leave them alone. */
function lines(names: readonly string[], indent: string): string {
  const rows = Array.from({ length: Math.ceil(names.length / 25) }, (_, row) => names.slice(row * 25, row * 25 + 25))
  return `[\n${rows.map((row) => `${indent}  '${row.join(' ')}',\n`).join('')}${indent}]`
}
