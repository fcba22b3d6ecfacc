import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../../service/database/open-database.ts'
import { openPeopleDesk, type PeopleDesk } from '../../../service/people/people-desk.ts'
import { type Cluster, startCluster } from '../database-cluster.ts'

/** Books of one brand without a chain: enough for keys and consents. */
export type PeopleStage = {
  cluster: Cluster
  home: string
  database: Database
  desk: PeopleDesk
  scope: { brandId: number; brand: string }
  stop: () => Promise<void>
}

export async function startPeopleStage(): Promise<PeopleStage> {
  const cluster = await startCluster()
  const home = await mkdtemp(join(tmpdir(), 'points-people-'))
  const database = await openDatabase(await cluster.create())
  await database`insert into brands (brand_id, code, token, chain_id) values (1, 'cafe', '0x', 31337)`
  const desk = await openPeopleDesk({ database, home })
  const stop = async () => {
    await database.end({ timeout: 1 })
    await cluster.stop()
    await rm(home, { recursive: true, force: true })
  }
  return { cluster, home, database, desk, scope: { brandId: 1, brand: 'cafe' }, stop }
}

/** What a test stops at, as a kill would. */
export class Killed extends Error {
  override name = 'Killed'
}

/** Kills at the n-th point that is reached; later ones are let through. */
export function killAt(place: number): (point: string) => void {
  let reached = 0
  return (point) => {
    if (reached++ === place) throw new Killed(point)
  }
}
