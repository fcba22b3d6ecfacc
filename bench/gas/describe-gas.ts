import { grouped, reached, tableOf } from '../report/table.ts'
import type { Figure } from './figure.ts'
import { EVM, wordsOf } from './floor.ts'
import type { GasFigures } from './measure-gas.ts'

/** What an operation of ours is set beside, where a reference does something alike. */
const BESIDE: Record<string, string> = {
  swap: 'uniswap-v2',
  'swap-pending': 'uniswap-v2',
  'swap-lots': 'uniswap-v2',
  'swap-core': 'uniswap-v2',
  'mint-500': 'erc20-mint',
  'mint-500-new': 'erc20-mint-new',
  'mint-50': 'erc20-mint',
  'mint-50-new': 'erc20-mint-new',
  'mint-1': 'erc20-mint',
  'mint-1-new': 'erc20-mint-new',
  redeem: 'erc20-burn',
  transfer: 'erc20-transfer',
}

/** The tables of the report. */
export function describeGas({ ours, references }: GasFigures): string[] {
  return [
    'Hardhat’s simulated network, osaka rules, real transactions, each in a block of its own; the median where several ' +
      'were sent. Every slot of brands, members, causes and quotas that a daily transaction meets was filled in an ' +
      'earlier block, unless the row says new or first.',
    tableOf(
      ['operation', 'gas', 'reach', 'reached', 'floor', '÷ floor', 'beside', '÷ it'],
      ours.map((figure) => rowOf(figure, references)),
      ['beside'],
    ),
    '## References, measured in the same run',
    tableOf(
      ['operation', 'gas'],
      references.map(({ what, gas }) => [what, grouped(gas)]),
    ),
    '## Floors',
    'What the EVM charges for what an operation cannot do without; hashing, memory, calls and every instruction of ours ' +
      'come on top. Constants: ' +
      Object.entries(EVM)
        .map(([name, gas]) => `${spoken(name)} ${grouped(gas)}`)
        .join(' · ') +
      '.',
    tableOf(
      ['operation', 'floor', 'made of'],
      ours.flatMap((figure) => floorRow(figure)),
      ['made of'],
    ),
  ]
}

function rowOf({ key, what, gas, reach, floor }: Figure, references: readonly Figure[]): string[] {
  const beside = references.find((reference) => reference.key === BESIDE[key])

  return [
    what,
    grouped(gas),
    reach === undefined ? '' : `≤ ${grouped(reach)}`,
    reached(gas, reach),
    floor === undefined ? '' : grouped(floor),
    floor === undefined ? '' : ratio(gas, floor),
    beside === undefined ? '' : beside.what,
    beside === undefined ? '' : ratio(gas, beside.gas),
  ]
}

function floorRow({ what, floor, touches, units, receipt }: Figure): string[][] {
  if (floor === undefined || touches === undefined) return []
  const whole = wordsOf(receipt, touches)

  return [[what, grouped(floor), units === 1 ? whole : `(${whole}) ÷ ${units}`]]
}

function ratio(a: bigint, b: bigint): string {
  return (Number((a * 1_000n) / b) / 1_000).toFixed(2)
}

function spoken(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
}
