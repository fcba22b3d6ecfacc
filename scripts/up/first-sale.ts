import { openDatabase } from '../../service/database/open-database.ts'

/** The command that sells something at a connected shop; undefined where no shop is connected that takes it. */
export async function firstSale({ databaseUrl }: { databaseUrl: string }): Promise<string | undefined> {
  const database = await openDatabase(databaseUrl, { connections: 1 })
  try {
    const [shop] = await database<{ code: string }[]>`
      select code from shops join brands using (brand_id)
      where provider = 'generic' and status = 'connected' and mode = 'live' order by brand_id, number limit 1`
    return shop && `npx points shop try --brand ${shop.code}`
  } finally {
    await database.end({ timeout: 1 })
  }
}
