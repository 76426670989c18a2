/**
 * What the authority may vouch for, written into its certificate as name constraints (RFC 5280, 4.2.1.10). A DNS name
 * permits itself and every name below it.
 *
 * DNS names only: BoringSSL (Bun) and Mono's verifier refuse every certificate below an authority that has a constraint for
 * addresses as soon as the certificate names one. What that leaves open is said in docs/limits.md.
 */
export const permittedNames = ['localhost', 'toss.im', 'host.docker.internal'] as const

/** The extension's value (DER) in the authorities that are made today. */
export const nameConstraints = permit(permittedNames.map(dnsName))

/** The extension's value in those of earlier versions, which also constrained addresses: to 127.0.0.0/8 and ::1. */
export const formerNameConstraints = permit([
  ...permittedNames.map(dnsName),
  address('7f000000ff000000'),
  address(`${'0'.repeat(31)}1${'f'.repeat(32)}`),
])

/** `NameConstraints { permittedSubtrees [0] { { base GeneralName } … } }` */
function permit(names: readonly Buffer[]): Buffer {
  return element(0x30, element(0xa0, ...names.map((name) => element(0x30, name))))
}

function dnsName(name: string): Buffer {
  return element(0x82, Buffer.from(name))
}

/** @param hex - address and mask */
function address(hex: string): Buffer {
  return element(0x87, Buffer.from(hex, 'hex'))
}

/** A DER element of fewer than 128 bytes, whose length is one byte. */
function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  return Buffer.concat([Buffer.from([tag, content.length]), content])
}
