import { strict as assert } from 'node:assert'
import { readFileSync } from 'node:fs'
import { MONEY_DECIMALS, parseDecimal } from '../../loyalty/decimal.ts'
import { WHOLE_POINT } from '../../loyalty/rate.ts'
import type { FileLine } from '../../service/order-files/file-line.ts'
import { importInMemory } from './book-in-memory.ts'

type Example = { title: string; lines: FileLine[]; expected: string[] }

describe('examples of docs/import.md', () => {
  const examples = readExamples()
  it('are there', () => assert.ok(examples.length >= 9))

  for (const { title, lines, expected } of examples) {
    it(title, () => {
      const { members } = importInMemory(lines, { rate: { numerator: 1n, denominator: 1n } })
      const actual = [...members.values()].map(({ externalId, earned, credited, reversed, debt }) => {
        const [e, c, r, d] = [earned, credited, reversed, debt].map((points) => points / WHOLE_POINT)
        return `→ ${externalId} earned ${e} credited ${c} reversed ${r} debt ${d}`
      })
      assert.deepEqual(actual, expected)
    })
  }
})

function readExamples(): Example[] {
  const page = readFileSync(new URL('../../docs/import.md', import.meta.url), 'utf8')
  const examples = page.slice(page.indexOf('## Examples'), page.indexOf('## Once and only once'))
  return [...examples.matchAll(/\*\*(.+?)\*\*[^]*?```example\n([^]*?)```/g)].map(([, title = '', body = '']) => {
    const rows = body.trim().split('\n')
    const expected = rows.filter((row) => row.startsWith('→'))
    const lines = rows.filter((row) => !row.startsWith('→')).map((row, i) => toLine(row, i + 2))
    return { title, lines, expected }
  })
}

function toLine(row: string, line: number): FileLine {
  const [order = '', member = '', item = '', quantity = '', price = ''] = row.split(',').map((cell) => cell.trim())
  const exact = parseDecimal(price, MONEY_DECIMALS)
  if (exact === undefined) throw new Error(`not a price: ${price}`)
  return { line, order, member, item, quantity: BigInt(quantity), price: exact, date: '' }
}
