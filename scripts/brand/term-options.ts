import { type Command, Option } from 'commander'
import type { Terms } from '../../chain/codec/terms.ts'
import { parseId, parsePercent, parseRate } from '../cli/arguments.ts'

export interface TermOptions {
  rate?: bigint
  spread?: number
  promise?: number
  life?: number
}

export function withTermOptions(command: Command): Command {
  return command
    .addOption(new Option('--rate <usd>', 'value of a point in USD').argParser(parseRate))
    .addOption(new Option('--spread <percent>', 'what a swap into the brand costs on top').argParser(parsePercent(2)))
    .addOption(new Option('--promise <percent>', 'cover the brand promises, 5 to 100').argParser(parsePercent(0)))
    .addOption(new Option('--life <epochs>', 'epochs a new point survives after its own, 1 to 5').argParser(parseId))
}

/** Terms with what the options say changed. */
export function changeTerms(terms: Terms, { rate, spread, promise, life }: TermOptions): Terms {
  return {
    rate: rate ?? terms.rate,
    spreadBps: spread ?? terms.spreadBps,
    promisePercent: promise ?? terms.promisePercent,
    life: life ?? terms.life,
  }
}
