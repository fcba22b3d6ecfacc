import { fill } from './fill.ts'
import { ROWS_PER_PERSON } from './history.ts'
import type { LoadStage } from './open-load.ts'
import { setLastSequence } from './set-last-sequence.ts'

/** Fills the books of a stage up to so many rows of the ledger, where it has fewer; gives the seconds it took. */
export async function fillStage(stage: LoadStage, rows: number): Promise<number> {
  const { state, database, home, client, network } = stage
  const people = { from: state.people, to: rows / ROWS_PER_PERSON }
  if (people.to <= people.from) return 0
  const started = performance.now()
  state.filling = true
  await stage.save()
  await fill({
    ...{ database, home, brandId: state.brandId, code: state.code, shop: state.shop, people },
    onProgress: (share) => tell(rows, share, started),
    onBatches: (last) => setLastSequence(client, network.rpcUrl, state.brandId, last),
  })
  state.people = people.to
  state.filling = false
  await stage.save()
  return (performance.now() - started) / 1_000
}

const BAR = 30

function tell(rows: number, share: number, started: number): void {
  const seconds = (performance.now() - started) / 1_000
  const left = share === 0 ? 0 : (seconds / share) * (1 - share)
  const bar = '█'.repeat(Math.round(share * BAR)).padEnd(BAR, '░')
  const text = `  to ${rows.toLocaleString('en-US')} rows ${bar} ${(share * 100).toFixed(0)} %, ${left.toFixed(0)} s left`
  if (process.stdout.isTTY) process.stdout.write(`\r${text}${share === 1 ? '\n' : ''}`)
  else console.log(text)
}
