import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { type Hex, isHex } from 'viem'
import { claimPrivateKey } from '../../service/keys/claim-keys.ts'
import { claimSeedName, loadKey } from '../../service/keys/stored-keys.ts'
import type { Session } from '../cli/session.ts'
import { UsageError } from '../cli/usage-error.ts'

export interface ClaimKeyOptions {
  claimKey?: string
  claimKeyFile?: string
  customer?: string
}

/** Secrets come from a keystore, a file or the brand's seed: never from the command line, which others can read. */
export function withClaimKeyOptions(command: Command): Command {
  return command
    .option('--claim-key <key>', 'the claim key, as a key of the data folder')
    .option('--claim-key-file <file>', 'the claim key, as 0x and 64 hexadecimal digits in a file')
    .option('--customer <id>', "the brand's own id of the customer; needs the brand's claim seed among the keys")
}

export async function readClaimKey(
  { home }: Session,
  { claimKey, claimKeyFile, customer, code, brandId }: ClaimKeyOptions & { code: string; brandId: number },
): Promise<Hex> {
  if ([claimKey, claimKeyFile, customer].filter((choice) => choice !== undefined).length !== 1) {
    throw new UsageError('Choose one of --claim-key KEY, --claim-key-file FILE, --customer ID.')
  }
  if (claimKey !== undefined) return loadKey(home, claimKey)
  if (customer !== undefined) return claimPrivateKey(await loadKey(home, claimSeedName(code)), brandId, customer)
  return readKeyFile(claimKeyFile ?? '')
}

async function readKeyFile(path: string): Promise<Hex> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The claim key file ${path} cannot be read. Check the path.`, { cause })
  })
  const secret = text.trim()
  if (isHex(secret) && secret.length === 66) return secret
  throw new Error(`${path} holds no key: 0x and 64 hexadecimal digits are expected.`)
}
