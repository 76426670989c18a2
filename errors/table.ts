/** What the code means, and what to do about it in general. */
interface ErrorEntry {
  readonly meaning: string
  readonly fix: string
}

/** Every error code of this package. Each has a page `docs/errors/<code>.md`; a test keeps the two equal. */
export const errorTable = {
  ERR_INVALID_OPTION: {
    meaning: 'An option, flag, environment variable or configuration value does not follow its rule.',
    fix: 'Correct the named option; the message says which values are allowed.',
  },
  ERR_CA_FILE_DAMAGED: {
    meaning: 'A certificate or key in the certificate folder cannot be read as what its name says.',
    fix: 'Move the named file away (or restore it) and start again; missing files are made anew.',
  },
  ERR_CA_FOREIGN_FILE: {
    meaning: 'A file in the certificate folder was not made by this certificate authority.',
    fix: 'Choose another folder with --dir, or move the named file away.',
  },
  ERR_CA_INCOMPLETE: {
    meaning: 'Half of a certificate and key pair is missing.',
    fix: 'Restore the missing half, or move the other half away so that both are made anew.',
  },
  ERR_CA_DIRECTORY: {
    meaning: 'The certificate folder cannot be created, locked or written.',
    fix: 'Check that the folder is writable and on a local disk, or choose another one with --dir.',
  },
} as const satisfies Record<string, ErrorEntry>

/** A stable error code. */
export type ErrorCode = keyof typeof errorTable
