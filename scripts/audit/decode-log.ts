import { toEventSelector } from 'viem'
import type { AbiEvent, AbiParameter } from 'viem'
import type { Abi, Hex } from 'viem'
import { present } from './present.ts'

/** Reads 32-byte words of a log's data. */
type Words = { hex: string; word: (index: number) => bigint }
/** Reads one value whose head starts at word `at` of the data that starts at word `base`. */
type Reader = { words: number; read: (data: Words, at: number, base: number) => unknown }

export type DecodedEvent = { eventName: string; args: Record<string, unknown> }

/** Thrown when a log does not have the shape its first topic promises. */
export class BadLog extends Error {
  override name = 'BadLog'
}

function readWords(data: Hex): Words {
  const hex = data.slice(2)
  return {
    hex,
    word: (index) => {
      const word = hex.slice(index * 64, index * 64 + 64)
      if (word.length < 64) throw new BadLog('its data is too short')
      return BigInt(`0x${word}`)
    },
  }
}

function toWord(value: bigint): Hex {
  return `0x${value.toString(16).padStart(64, '0')}`
}

/** The value of one word, as viem types it: integers to 48 bits are numbers, addresses stay in lower case. */
function convertWord(type: string): (value: bigint) => unknown {
  if (type === 'bool') return (value) => value !== 0n
  if (type === 'address') return (value) => `0x${value.toString(16).padStart(40, '0')}`
  if (type === 'bytes32') return toWord
  if (/^uint(8|16|24|32|40|48)$/.test(type)) return Number
  if (type.startsWith('uint')) return (value) => value
  throw new Error(`The auditor cannot read the type ${type}. Teach scripts/audit/decode-log.ts to.`)
}

function tupleReader(components: readonly AbiParameter[]): Reader {
  const fields = components.map((component) => ({ name: present(component.name), reader: readerOf(component) }))
  const words = fields.reduce((sum, { reader }) => sum + reader.words, 0)
  const read = (data: Words, at: number, base: number) => {
    const tuple: Record<string, unknown> = {}
    let head = at
    for (const { name, reader } of fields) {
      tuple[name] = reader.read(data, head, base)
      head += reader.words
    }
    return tuple
  }
  return { words, read }
}

function arrayReader(item: Reader): Reader {
  const read = (data: Words, at: number, base: number) => {
    const start = base + Number(data.word(at)) / 32
    const length = Number(data.word(start))
    if (length * item.words * 64 > data.hex.length) throw new BadLog('a list in it is longer than its data')
    return Array.from({ length }, (_, i) => item.read(data, start + 1 + i * item.words, start + 1))
  }
  return { words: 1, read }
}

function bytesReader(type: 'string' | 'bytes'): Reader {
  const read = (data: Words, at: number, base: number) => {
    const start = base + Number(data.word(at)) / 32
    const length = Number(data.word(start))
    const hex = data.hex.slice((start + 1) * 64, (start + 1) * 64 + length * 2)
    if (hex.length < length * 2) throw new BadLog('a text in it is longer than its data')
    return type === 'bytes' ? `0x${hex}` : Buffer.from(hex, 'hex').toString('utf8')
  }
  return { words: 1, read }
}

function readerOf(parameter: AbiParameter): Reader {
  const components = 'components' in parameter ? parameter.components : []
  if (parameter.type === 'tuple') return tupleReader(components)
  if (parameter.type === 'tuple[]') return arrayReader(tupleReader(components))
  if (parameter.type === 'string' || parameter.type === 'bytes') return bytesReader(parameter.type)
  const convert = convertWord(parameter.type)
  return { words: 1, read: (data, at) => convert(data.word(at)) }
}

type EventReader = (topics: readonly Hex[], data: Hex) => DecodedEvent

function eventReader(event: AbiEvent): EventReader {
  const indexed = event.inputs.filter((input) => input.indexed)
  const topicReaders = indexed.map((input) => ({ name: present(input.name), convert: convertWord(input.type) }))
  const rest = tupleReader(event.inputs.filter((input) => !input.indexed))
  return (topics, data) => {
    if (topics.length !== topicReaders.length + 1) throw new BadLog('it has another number of topics')
    const args = rest.read(readWords(data), 0, 0) as Record<string, unknown>
    for (const [i, { name, convert }] of topicReaders.entries()) args[name] = convert(BigInt(present(topics[i + 1])))
    return { eventName: event.name, args }
  }
}

/** Decoder of one contract's logs, made once from its ABI; `undefined` for an event the ABI does not know. */
export function makeDecoder<event>(abi: Abi): (log: { topics: readonly Hex[]; data: Hex }) => event | undefined {
  const readers = new Map<Hex, EventReader>()
  for (const item of abi) if (item.type === 'event') readers.set(toEventSelector(item), eventReader(item))
  return ({ topics, data }) => readers.get(topics[0] as Hex)?.(topics, data) as event | undefined
}
