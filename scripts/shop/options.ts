import { type Command, Option } from 'commander'
import { WEBHOOK_PROVIDERS } from '../../service/intake/webhook-url.ts'
import { parseCode } from '../cli/arguments.ts'

export type BrandOptions = { brand: string; json?: boolean }

export const providerOption = (): Option =>
  new Option('--provider <name>', "who delivers the shop's orders").choices(WEBHOOK_PROVIDERS).makeOptionMandatory()

export const modeOption = (): Option =>
  new Option('--mode <mode>', 'test: nothing of it is minted').choices(['live', 'test']).default('live')

export const withBrand = (command: Command): Command =>
  command.requiredOption('--brand <code>', 'brand the shop belongs to', parseCode)
