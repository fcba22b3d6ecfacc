import type { Receipt } from './figure.ts'

/** What the EVM itself charges (osaka rules); nobody can go below it. */
export const EVM = {
  transaction: 21_000n,
  calldataZeroByte: 4n,
  calldataByte: 16n,
  coldAccount: 2_600n,
  coldSlot: 2_100n,
  changeSlot: 2_900n,
  fillSlot: 20_000n,
  log: 375n,
  logTopic: 375n,
  logByte: 8n,
  /** Transient load, load, store and store around a call that must not re-enter. */
  guard: 300n,
  ecrecover: 3_000n,
  p256verify: 6_900n,
}

/** What an operation cannot do without, besides the transaction, its calldata and its events. */
export interface Touches {
  /** Contracts called besides the one the transaction goes to. */
  accounts?: number
  /** Slots only read. */
  reads?: number
  /** Slots that hold something and get another value. */
  changes?: number
  /** Slots filled for the first time. */
  fills?: number
  guard?: boolean
  ecrecovers?: number
  p256verifies?: number
}

/** The sum of what the EVM charges for these touches and for the transaction's own calldata and events. */
export function floorOf(receipt: Receipt, touches: Touches): bigint {
  return partsOf(receipt, touches).reduce((sum, { gas }) => sum + gas, 0n)
}

/** The same sum written out. */
export function wordsOf(receipt: Receipt, touches: Touches): string {
  return partsOf(receipt, touches)
    .filter(({ gas }) => gas > 0n)
    .map(({ name, gas }) => `${name} ${gas.toLocaleString('en-US')}`)
    .join(' + ')
}

function partsOf({ data, logs }: Receipt, touches: Touches): { name: string; gas: bigint }[] {
  const { accounts = 0, reads = 0, changes = 0, fills = 0, guard = false, ecrecovers = 0, p256verifies = 0 } = touches

  return [
    { name: 'transaction', gas: EVM.transaction },
    { name: 'calldata', gas: calldataGas(data) },
    { name: counted(accounts, 'account'), gas: BigInt(accounts) * EVM.coldAccount },
    { name: `${counted(reads, 'slot')} read`, gas: BigInt(reads) * EVM.coldSlot },
    { name: `${changes} changed`, gas: BigInt(changes) * (EVM.coldSlot + EVM.changeSlot) },
    { name: `${fills} filled`, gas: BigInt(fills) * (EVM.coldSlot + EVM.fillSlot) },
    { name: counted(logs.length, 'event'), gas: logs.reduce((sum, log) => sum + logGas(log), 0n) },
    { name: 'guard', gas: guard ? EVM.guard : 0n },
    { name: `${ecrecovers} ecrecover`, gas: BigInt(ecrecovers) * EVM.ecrecover },
    { name: `${p256verifies} P-256`, gas: BigInt(p256verifies) * EVM.p256verify },
  ]
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

function calldataGas(data: string): bigint {
  const bytes = Buffer.from(data.slice(2), 'hex')
  const zeros = bytes.filter((byte) => byte === 0).length

  return BigInt(zeros) * EVM.calldataZeroByte + BigInt(bytes.length - zeros) * EVM.calldataByte
}

function logGas({ topics, data }: Receipt['logs'][number]): bigint {
  const bytes = BigInt((data.length - 2) / 2)

  return EVM.log + BigInt(topics.length) * EVM.logTopic + bytes * EVM.logByte
}
