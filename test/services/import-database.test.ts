import { strict as assert } from 'node:assert'
import { readdir } from 'node:fs/promises'
import { getTableColumns, getTableName, is } from 'drizzle-orm'
import { PgTable } from 'drizzle-orm/pg-core'
import { withBrandLock } from '../../service/database/brand-lock.ts'
import { openDatabase } from '../../service/database/open-database.ts'
import * as accessTables from '../../service/database/access-tables.ts'
import * as peopleTables from '../../service/database/people-tables.ts'
import * as schema from '../../service/database/schema.ts'
import * as shopTables from '../../service/database/shop-tables.ts'
import * as tillTables from '../../service/database/till-tables.ts'
import { type Cluster, startCluster } from './database-cluster.ts'

describe('the database of the books', function () {
  this.timeout(120_000)
  let cluster: Cluster
  before(async () => {
    cluster = await startCluster()
  })
  after(() => cluster.stop())

  it('is brought up to date by many processes at once, once', async () => {
    const url = await cluster.create({ empty: true })
    const databases = await Promise.all(Array.from({ length: 6 }, () => openDatabase(url)))
    const [row] = await databases[0]!`select count(*)::int as n from migrations`
    const files = await readdir(new URL('../../service/database/migrations/', import.meta.url))
    assert.equal(row?.['n'], files.length)
    await Promise.all(databases.map((database) => database.end()))
  })

  it('refuses tables of a newer version', async () => {
    const url = await cluster.create()
    const database = await openDatabase(url)
    await database`insert into migrations (name) values ('9999-from-the-future.sql')`
    await database.end()
    await assert.rejects(openDatabase(url), /used by a newer version \(9999-from-the-future.sql\). Update the program/)
  })

  it('has the columns that the typed tables name', async () => {
    const database = await openDatabase(await cluster.create())
    for (const table of Object.values({
      ...schema,
      ...shopTables,
      ...tillTables,
      ...accessTables,
      ...peopleTables,
    }).filter((each) => is(each, PgTable))) {
      const rows = await database`
        select column_name, data_type, is_nullable from information_schema.columns
        where table_name = ${getTableName(table)} order by column_name`
      const columns = Object.values(getTableColumns(table)).map((column) => {
        const type = column.getSQLType().endsWith('[]') ? 'ARRAY' : column.getSQLType()
        return [column.name, type, column.notNull ? 'NO' : 'YES'].join()
      })
      assert.deepEqual(
        rows.map((row) => Object.values(row).join()),
        columns.toSorted(),
        getTableName(table),
      )
    }
    await database.end()
  })

  it('lets one writer of a brand at a time in', async () => {
    const url = await cluster.create()
    const [one, two] = [await openDatabase(url), await openDatabase(url)]
    const brand = { brandId: 7, code: 'cafe' }
    await withBrandLock(one, brand, async () => {
      const second = withBrandLock(two, { ...brand, waitMs: 300 }, async () => assert.fail('both are in'))
      await assert.rejects(second, /Another process is minting for cafe. Wait until it is done/)
      await withBrandLock(two, { ...brand, brandId: 8 }, async () => undefined)
    })
    assert.equal(await withBrandLock(two, brand, async () => 'in'), 'in')
    await Promise.all([one.end(), two.end()])
  })
})
