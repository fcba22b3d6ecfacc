import { createHash, createPrivateKey, createPublicKey, createSign, type KeyObject } from 'node:crypto'
import { encodeAbiParameters, type Hex, hexToBytes, keccak256, parseAbiParameters, stringToBytes } from 'viem'
import { hashTypedData, wrapTypedDataSignature } from 'viem/experimental/erc7739'
import { toIntent, typedDataOf } from '../../chain/intents/intent.ts'
import type { PasskeyAccountFactory } from '../../types/ethers-contracts/index.ts'
import type { BenchWorld } from './bench-world.ts'
import type { Signatory } from './operations/intents.ts'

/** Order of the P-256 curve's group. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n
/** PKCS#8 around a bare P-256 private key. */
const PKCS8 = Buffer.from('3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420', 'hex')
/** Hash of the site's name, user present and verified, a counter of 0. */
const AUTHENTICATOR = Buffer.concat([sha256(Buffer.from('localhost')), Buffer.from('0500000000', 'hex')])

/** Accounts of OpenZeppelin's passkey signer, deployed, that sign as a browser does. */
export async function makePasskeyMembers(world: BenchWorld, count: number): Promise<Signatory[]> {
  const factory = (await world.ethers.deployContract('PasskeyAccountFactory')) as unknown as PasskeyAccountFactory
  const members: Signatory[] = []
  for (let i = 0; i < count; i++) {
    const key = makeKey(`passkey ${i}`)
    const { x, y } = publicKeyOf(key)
    const receipt = await (await factory.create(x, y)).wait()
    const log = receipt?.logs.map((entry) => factory.interface.parseLog(entry)).find((entry) => entry !== null)
    members.push(signatoryOf(key, log?.args['account'] as Hex))
  }

  return members
}

function signatoryOf(key: KeyObject, address: Hex): Signatory {
  return {
    address,
    sign: (domain, message) => {
      const data = typedDataOf(domain, { verb: 'Swap', message })
      const verifierDomain = {
        name: 'PasskeyAccount',
        version: '1',
        chainId: Number(domain.chainId),
        verifyingContract: address,
        salt: `0x${'00'.repeat(32)}` as const,
      }
      const hash = hashTypedData({ ...data, verifierDomain } as never)
      const signature = wrapTypedDataSignature({ ...data, signature: assertionOf(key, hash) } as never)

      return Promise.resolve(toIntent({ verb: 'Swap', message }, signature))
    },
  }
}

/** A WebAuthn assertion over `hash`, encoded as OpenZeppelin's WebAuthn library reads it. */
function assertionOf(key: KeyObject, hash: Hex): Hex {
  const challenge = Buffer.from(hexToBytes(hash)).toString('base64url')
  const client = `{"type":"webauthn.get","challenge":"${challenge}","origin":"http://localhost:3000","crossOrigin":false}`
  const signed = Buffer.concat([AUTHENTICATOR, sha256(Buffer.from(client))])
  const signature = createSign('sha256').update(signed).sign({ key, dsaEncoding: 'ieee-p1363' })
  const r = toHex(signature.subarray(0, 32))
  const s = BigInt(toHex(signature.subarray(32)))
  const low = s > ORDER / 2n ? ORDER - s : s

  return encodeAbiParameters(parseAbiParameters('bytes32, bytes32, uint256, uint256, bytes, string'), [
    r,
    `0x${low.toString(16).padStart(64, '0')}`,
    BigInt(client.indexOf('"challenge"')),
    BigInt(client.indexOf('"type"')),
    toHex(AUTHENTICATOR),
    client,
  ])
}

function makeKey(label: string): KeyObject {
  const secret = Buffer.from(hexToBytes(keccak256(stringToBytes(label))))

  return createPrivateKey({ key: Buffer.concat([PKCS8, secret]), format: 'der', type: 'pkcs8' })
}

function publicKeyOf(key: KeyObject): { x: Hex; y: Hex } {
  const { x = '', y = '' } = createPublicKey(key).export({ format: 'jwk' })

  return { x: toHex(Buffer.from(x, 'base64url')), y: toHex(Buffer.from(y, 'base64url')) }
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest()
}

function toHex(data: Buffer): Hex {
  return `0x${data.toString('hex')}`
}
