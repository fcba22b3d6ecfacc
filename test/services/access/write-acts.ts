import { openDatabase } from '../../../service/database/open-database.ts'
import { recordAct } from '../../../service/access/record-act.ts'

/** A process of its own that writes acts of one key, as soon as nobody holds the gate: `node write-acts.ts DATABASE_URL KEY COUNT GATE`. */
const [url = '', key = '', count = '', gate = ''] = process.argv.slice(2)
const sql = await openDatabase(url)
await sql`select pg_advisory_lock_shared(${gate}::bigint)`
const actor = { key: Number(key), role: 'owner' } as const
for (let subject = 1; subject <= Number(count); subject += 1) {
  await sql.begin((own) => recordAct(own, { brandId: 1, actor, act: 'till.add', subject, at: new Date() }))
}
await sql.end({ timeout: 5 })
