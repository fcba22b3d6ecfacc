import { strict as assert } from 'node:assert'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type Server, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { agrees, askOracle } from '../../../bench/acceptance/ask-oracle.ts'
import { type InputLine, memberAddress, writeInput } from '../../../bench/acceptance/write-input.ts'

const TEA = `0x${'aa'.repeat(20)}`
const BOOK = `0x${'bb'.repeat(20)}`
const ANN = `0x${'01'.repeat(20)}`
const BOB = `0x${'02'.repeat(20)}`

const at = '2026-01-01T00:00:00.000Z'
const sale = (id: string, brand: string, member: string, ...lines: string[]) =>
  ({ id: `${brand}-${id}`, brand, at, kind: 'sale', order: id, member, taxed: false, lines }) as const
const back = (id: string, brand: string, order: string, amount: string) =>
  ({ id: `${brand}-${id}`, brand, at, kind: 'return', order, refund: id, amount }) as const

/** Ann: 12 + floor(30 × 30.00 ÷ 30.01) + 9 at tea, 7 at books; Bob: 0 at tea, 5 at books. The refund came before its sale. */
const TOLD: InputLine[] = [
  back('R1', 'tea', 'T2', '0.01'),
  sale('T1', 'tea', ANN, '10.00', '2.99'),
  sale('T2', 'tea', ANN, '30.01'),
  sale('T2', 'tea', ANN, '30.01'),
  { ...sale('T1', 'tea', ANN, '10.00', '2.99'), id: 'another delivery' },
  sale('T3', 'tea', ANN, '19.00'),
  back('R2', 'tea', 'T3', '4.00'),
  back('R3', 'tea', 'T3', '5.50'),
  { ...back('R3', 'tea', 'T3', '5.50'), id: 'R3 again' },
  sale('T4', 'tea', BOB, '0.99'),
  sale('T1', 'book', ANN, '7.50'),
  sale('T2', 'book', BOB, '5.00'),
]

describe('the oracle of the acceptance run', () => {
  let folder: string
  let input: string
  let node: Server
  let rpcUrl: string
  let balances: Map<string, bigint>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'oracle-'))
    input = join(folder, 'input.jsonl')
    await writeFile(input, TOLD.map((line) => `${JSON.stringify(line)}\n`).join(''))
    node = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (text: string) => (body += text))
      request.on('end', () => response.end(JSON.stringify((JSON.parse(body) as Call[]).map(answer))))
    })
    await new Promise<void>((resolve) => node.listen(0, '127.0.0.1', resolve))
    rpcUrl = `http://127.0.0.1:${(node.address() as AddressInfo).port}`
  })
  beforeEach(() => {
    // 30 × 30.00 ÷ 30.01 is 29.99; 19 × 9.50 ÷ 19.00 is 9.5.
    balances = new Map([
      [`${TEA} ${ANN}`, 1_200n + 2_900n + 900n],
      [`${TEA} ${BOB}`, 0n],
      [`${BOOK} ${ANN}`, 700n],
      [`${BOOK} ${BOB}`, 500n],
    ])
  })
  after(async () => {
    node.closeAllConnections()
    node.close()
    await rm(folder, { recursive: true, force: true })
  })

  type Call = { id: number; params: [{ to: string; data: string }] }

  /** A chain of two tokens that knows balanceOf and totalSupply. */
  const answer = ({ id, params: [{ to, data }] }: Call) => {
    const held = [...balances].filter(([key]) => key.startsWith(to))
    const whose = data.startsWith('0x70a08231') ? `0x${data.slice(-40)}` : ''
    const found = held.filter(([key]) => key.endsWith(whose)).reduce((sum, [, amount]) => sum + amount, 0n)
    return { jsonrpc: '2.0', id, result: `0x${found.toString(16).padStart(64, '0')}` }
  }

  const ask = () =>
    askOracle({
      input,
      rpcUrl,
      tokens: new Map([
        ['tea', TEA],
        ['book', BOOK],
      ]),
    })

  it('agrees with a chain on which everything happened once', async () => {
    const verdict = await ask()
    assert.deepEqual(verdict.wrong, [])
    assert.ok(agrees(verdict))
    assert.deepEqual([verdict.purchases, verdict.refunds, verdict.balances], [6, 3, 4])
    assert.equal(verdict.expected, '6200')
  })

  it('finds a planted loss', async () => {
    balances.set(`${BOOK} ${BOB}`, 0n)
    const verdict = await ask()
    assert.deepEqual([verdict.lost, verdict.doubled, verdict.elsewhere], ['500', '0', '0'])
    assert.deepEqual(
      verdict.wrong.map(({ brand, member }) => [brand, member]),
      [['book', BOB]],
    )
  })

  it('finds a planted double, also beside a loss of the same size', async () => {
    balances.set(`${BOOK} ${BOB}`, 0n)
    balances.set(`${BOOK} ${ANN}`, 1_200n)
    const verdict = await ask()
    assert.deepEqual([verdict.lost, verdict.doubled, verdict.elsewhere], ['500', '500', '0'])
    assert.ok(!agrees(verdict))
  })

  it('finds a refund that was not taken, and points of people who bought nothing', async () => {
    balances.set(`${TEA} ${ANN}`, 1_200n + 3_000n + 900n)
    balances.set(`${TEA} 0x${'03'.repeat(20)}`, 7n)
    const verdict = await ask()
    assert.deepEqual([verdict.lost, verdict.doubled, verdict.elsewhere], ['0', '100', '7'])
  })

  it('is asked about files that are the same for the same seed, shuffled, with duplicates and refunds', async () => {
    const write = async (name: string, seed: number) => {
      const path = join(folder, name)
      const brands = ['tea', 'book']
      const written = await writeInput({ path, seed, purchases: 2_000, members: 50, brands, start: new Date(at) })
      return { ...written, lines: (await readFile(path, 'utf8')).trim().split('\n') }
    }
    const [first, same, other] = [await write('1', 1), await write('2', 1), await write('3', 2)]
    assert.deepEqual(same, first)
    assert.notDeepEqual(other.lines, first.lines)
    assert.equal(first.lines.length, first.deliveries)
    assert.ok(first.duplicates > 150 && first.duplicates < 250, `${first.duplicates} duplicates`)
    assert.ok(first.refunds > 80 && first.refunds < 200, `${first.refunds} refunds`)
    const told = first.lines.map((line) => JSON.parse(line) as InputLine)
    const early = told.filter(
      (line, i) => line.kind === 'return' && !told.slice(0, i).some((each) => isSaleOf(each, line)),
    )
    assert.ok(early.length > 30, `${early.length} refunds before their sale`)
    const members = new Set(told.flatMap((line) => (line.kind === 'sale' ? [line.member] : [])))
    assert.equal(members.size, 50)
    assert.ok(members.has(memberAddress(1, 0)))
  })

  const isSaleOf = (each: InputLine, line: InputLine) =>
    each.kind === 'sale' && each.order === line.order && each.brand === line.brand
})
