import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { UsageError } from '../cli/usage-error.ts'

export type SecretOptions = { secretFile?: string; secretFromStdin?: boolean; tokenFile?: string }

/** Ways to give a secret that leave no trace in the shell's history. */
export function withSecretOptions(command: Command): Command {
  return command
    .option('--secret-from-stdin', 'read the secret the provider shows from standard input')
    .option('--secret-file <file>', 'read it from a file')
    .option('--token-file <file>', "token for the provider's API, for what its deliveries leave out")
}

/** The secret somebody gave, or undefined. */
export async function givenSecret(io: Io, { secretFile, secretFromStdin }: SecretOptions): Promise<string | undefined> {
  if (secretFile !== undefined && secretFromStdin) {
    throw new UsageError('Give the secret either by --secret-file or by --secret-from-stdin.')
  }
  if (secretFromStdin) return io.read?.()
  return readGiven(secretFile)
}

/** The API token somebody gave, or undefined. */
export async function givenToken({ tokenFile }: SecretOptions): Promise<string | undefined> {
  const token = (await readGiven(tokenFile))?.trim()
  if (token === undefined || /^[\x21-\x7e]{8,1024}$/.test(token)) return token
  throw new Error(`${tokenFile} holds no token: 8 to 1024 visible characters without blanks are expected.`)
}

async function readGiven(path: string | undefined): Promise<string | undefined> {
  if (path === undefined) return undefined
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new Error(`The file ${path} cannot be read. Check the path.`, { cause })
  })
}
