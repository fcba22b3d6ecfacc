/**
 * What the chain must say after a run, worked out from the input file alone and read by plain JSON-RPC. Nothing of the
 * project is used here, so that no mistake of the project can hide itself.
 *
 *   node bench/acceptance/oracle.ts INPUT RPC_URL CODE=TOKEN [CODE=TOKEN …]
 */
import { readFileSync } from 'node:fs'

type Told = {
  brand: string
  kind: string
  order: string
  member: string
  refund: string
  amount: string
  lines: string[]
}

const [input = '', rpcUrl = '', ...named] = process.argv.slice(2)
const tokens = new Map(named.map((each) => each.split('=') as [string, string]))
const cents = (text: string): bigint => BigInt(text.replace('.', ''))
const sum = (amounts: Iterable<bigint>): bigint => [...amounts].reduce((total, each) => total + each, 0n)

// Whoever tells a thing twice has told it once.
const told = readFileSync(input, 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as Told)
const sales = new Map(told.filter(({ kind }) => kind === 'sale').map((sale) => [`${sale.brand} ${sale.order}`, sale]))
const refunds = new Map(
  told.filter(({ kind }) => kind === 'return').map((each) => [`${each.brand} ${each.refund}`, each]),
)
const returned = new Map<string, bigint>()
for (const { brand, order, amount } of refunds.values()) {
  returned.set(`${brand} ${order}`, (returned.get(`${brand} ${order}`) ?? 0n) + cents(amount))
}

// A whole point per 1.00; of a purchase that partly came back, the share of what was kept. In hundredths of a point.
const expected = new Map<string, bigint>()
for (const [key, { brand, member, lines }] of sales) {
  const paid = sum(lines.map(cents))
  const earned = paid / 100n
  const kept = ((paid - (returned.get(key) ?? 0n)) * earned) / paid
  const cell = `${brand} ${member.toLowerCase()}`
  expected.set(cell, (expected.get(cell) ?? 0n) + kept * 100n)
}

async function callAll(calls: readonly { to: string; data: string }[]): Promise<bigint[]> {
  const found: bigint[] = []
  for (let first = 0; first < calls.length; first += 200) {
    const asked = calls.slice(first, first + 200)
    const body = asked.map((call, id) => ({ jsonrpc: '2.0', id, method: 'eth_call', params: [call, 'latest'] }))
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(rpcUrl, { method: 'POST', headers, body: JSON.stringify(body) })
    const results = (await answer.json()) as { id: number; result: string }[]
    found.push(...results.toSorted((a, b) => a.id - b.id).map(({ result }) => BigInt(result)))
  }
  return found
}

const cells = [...expected.keys()].map((key) => key.split(' ') as [string, string])
const ofToken = (brand: string): string => tokens.get(brand) ?? ''
const BALANCE_OF = '0x70a08231'
const TOTAL_SUPPLY = '0x18160ddd'
const balances = await callAll(
  cells.map(([brand, member]) => ({ to: ofToken(brand), data: BALANCE_OF + member.slice(2).padStart(64, '0') })),
)
const supply = sum(await callAll([...tokens.values()].map((to) => ({ to, data: TOTAL_SUPPLY }))))
const differences = cells.map(([brand, member], i) => {
  const wanted = expected.get(`${brand} ${member}`) ?? 0n
  return { brand, member, expected: wanted, found: balances[i] ?? 0n, more: (balances[i] ?? 0n) - wanted }
})
const lost = sum(differences.map(({ more }) => (more < 0n ? -more : 0n)))
const doubled = sum(differences.map(({ more }) => (more > 0n ? more : 0n)))
const report = {
  ...{ purchases: sales.size, refunds: refunds.size, balances: cells.length },
  expected: sum(expected.values()),
  ...{ supply, lost, doubled, elsewhere: supply - sum(balances) },
  wrong: differences.filter(({ more }) => more !== 0n).slice(0, 20),
}
console.log(JSON.stringify(report, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)))
if (lost + doubled + report.elsewhere !== 0n) process.exitCode = 1
