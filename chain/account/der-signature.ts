/** An ECDSA signature as WebAuthn carries it: SEQUENCE { INTEGER r, INTEGER s }. */
export function readDerSignature(der: Uint8Array): { r: bigint; s: bigint } {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw malformed()
  const [r, end] = readInteger(der, 2)
  const [s, rest] = readInteger(der, end)
  if (rest !== der.length) throw malformed()
  return { r, s }
}

function readInteger(der: Uint8Array, at: number): [value: bigint, end: number] {
  const length = der[at + 1]
  if (der[at] !== 0x02 || length === undefined || length === 0 || at + 2 + length > der.length) throw malformed()
  const digits = der.subarray(at + 2, at + 2 + length)
  return [digits.reduce((value, byte) => (value << 8n) | BigInt(byte), 0n), at + 2 + length]
}

const malformed = (): Error => new Error('The authenticator answered with a signature that cannot be read. Try again.')
