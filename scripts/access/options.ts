import { InvalidArgumentError, Option } from 'commander'
import { parseDuration } from '../cli/arguments.ts'

/** Names that the brand gives to devices and programs, never to people. */
export function parseName(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/.test(text)) return text
  throw new InvalidArgumentError('Use 1 to 40 letters, digits, dots and dashes, as counter-1.')
}

export const expiresOption = (): Option =>
  new Option('--expires <duration>', 'after this it counts for nothing, as 90d').argParser(parseDuration)

export const later = (now: Date, seconds: bigint): Date => new Date(now.getTime() + Number(seconds) * 1_000)
