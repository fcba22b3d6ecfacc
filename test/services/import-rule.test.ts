import { strict as assert } from 'node:assert'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { WHOLE_POINT } from '../../loyalty/rate.ts'
import type { FileLine } from '../../service/order-files/file-line.ts'
import { ORDER_FORMATS, readOrderFile } from '../../service/order-files/read-order-file.ts'
import { importInMemory } from './book-in-memory.ts'
import { naiveImport, type NaiveLine } from './naive-import-rule.ts'
import { generator, randomFile } from './random-orders.ts'

const REAL_FILE = fileURLToPath(new URL('../../../shared/data/online-retail/online_retail.csv.gz', import.meta.url))

describe('import rule', () => {
  it('gives every member what the plain version of the rule gives, in random files', () => {
    const random = generator(20_261_121)
    for (let file = 0; file < 400; file++) compare(randomFile(random), [1n + (random() % 7n), 1n + (random() % 3n)])
  })

  it('gives every member of the real Online Retail file the same', async function () {
    this.timeout(120_000)
    // The data set may not be copied into the repository.
    if (!existsSync(REAL_FILE)) {
      console.log(`      skipped: ${REAL_FILE} is not there`)
      // Nothing to compare without the data set beside the repository.
      return this.skip()
    }
    const format = ORDER_FORMATS['online-retail']!
    const lines: FileLine[] = []
    for await (const read of readOrderFile(REAL_FILE, format)) {
      lines.push(...read.filter((line) => format.skip(line) === undefined))
    }
    const { members, totals } = compare(lines, [1n, 1n])
    assert.equal(members.size, 4362)
    assert.equal(totals.earned - totals.repaid, totals.credited)
  })
})

function compare(lines: FileLine[], [points, per]: [bigint, bigint]) {
  const plain: NaiveLine[] = lines.map((line) => ({ ...line, quantity: Number(line.quantity) }))
  const expected = naiveImport(plain, (line) => line.quantity < 0, [points, per])
  const result = importInMemory(lines, {
    rate: { numerator: points, denominator: per },
    members: 3 + lines.length / 100,
  })
  for (const [id, { earned, credited, reversed, debt }] of expected) {
    const member = result.members.get(id)!
    const actual = [member.earned, member.credited, member.reversed, member.debt].map((each) => each / WHOLE_POINT)
    assert.deepEqual(actual, [earned, credited, reversed, debt], `member ${id}`)
  }
  assert.equal(result.members.size, expected.size)
  checkBatches(result)
  return result
}

/** What the batches minted less what was taken back from them is what the members hold. */
function checkBatches({ batches, orders, members, totals }: ReturnType<typeof importInMemory>): void {
  const minted = batches.flatMap((batch) => batch.credits).reduce((sum, each) => sum + each.points, 0n)
  const reversedLater = [...orders.values()]
    .flatMap((order) => order.credits)
    .reduce((sum, each) => sum + each.reversed, 0n)
  const held = [...members.values()].reduce((sum, each) => sum + each.credited - each.reversed, 0n)
  assert.equal(minted - reversedLater, held)
  assert.equal(totals.credited - totals.reversed, held)
  for (const batch of batches) {
    const leaves = batch.purchases.reduce((sum, each) => sum + each.points, 0n)
    assert.equal(
      leaves,
      batch.credits.reduce((sum, each) => sum + each.points, 0n),
    )
    assert.ok(
      batch.credits.every((each, i) => each.points > 0n && (i === 0 || batch.credits[i - 1]!.address < each.address)),
    )
  }
}
