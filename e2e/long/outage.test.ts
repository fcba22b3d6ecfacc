import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import postgres from 'postgres'
import { getBlockNumber } from 'viem/actions'
import { getNonces } from '../../chain/actions/getNonces.ts'
import { stateFile } from '../../scripts/up/anvil.ts'
import { knownDataFolder } from '../../scripts/up/postgres-place.ts'
import { balanceOf } from '../harness/books.ts'
import { browserTest } from '../harness/browser-test.ts'
import { eventually } from '../harness/eventually.ts'
import type { Stack } from '../harness/stack.ts'
import { untilFlow, untilShown } from '../steps/flow.ts'
import { member } from '../steps/member.ts'
import { confirmSwap, quoteSwap } from '../steps/swap.ts'

const SWAP = { from: 'moor-coffee', to: 'Fernway Outdoor', points: '20' }

interface Outage {
  pid: (stack: Stack) => Promise<number>
  answers: (stack: Stack) => Promise<unknown>
}

const outages: Record<string, Outage> = {
  chain: {
    pid: async ({ home }) => {
      const text = await readFile(join(home, 'chain', 'process.json'), 'utf8')
      return (JSON.parse(text) as { pid: number }).pid
    },
    answers: ({ client }) => getBlockNumber(client, { cacheTime: 0 }),
  },
  database: {
    pid: async ({ home }) => {
      const text = await readFile(join(await knownDataFolder(home), 'postmaster.pid'), 'utf8')
      return Number(text.split('\n')[0])
    },
    answers: async ({ network }) => {
      const sql = postgres(network.databaseUrl, { max: 1, connect_timeout: 3, onnotice: () => undefined })
      await sql`select 1`.finally(() => sql.end({ timeout: 1 }))
    },
  },
}

describe('an outage in mid-swap', () => {
  for (const [name, { pid, answers }] of Object.entries(outages)) {
    browserTest(`of the ${name} ends with the points where they should be, once`, async ({ stack, visitor }) => {
      const shopper = await visitor()
      const account = await member(shopper, { 'moor-coffee': 5_000n })
      shopper.complaints.expect(/Failed to load resource|ERR_|status of [45]\d\d/)
      await untilSaved(stack)

      const promised = await quoteSwap(shopper, SWAP)
      await confirmSwap(shopper)
      await untilFlow(shopper, ['sending', 'sent', 'in-block'])
      const old = await pid(stack)
      process.kill(old, 'SIGKILL')
      await eventually(
        async () => {
          if ((await pid(stack)) === old) throw new Error(`The ${name} was not started again.`)
          await answers(stack)
        },
        { seconds: 120 },
      )

      await untilShown(shopper, { seconds: 300 })
      expect(await balanceOf(stack, 'moor-coffee', account)).to.equal(3_000n)
      expect(await balanceOf(stack, 'fernway', account)).to.equal(promised)
      expect((await getNonces(stack.client, { member: account })).next).to.equal(1n)
    })
  }
})

/** A killed node comes back with the blocks that were on the disk: what the test begins with must be among them. */
async function untilSaved({ home }: Stack): Promise<void> {
  for (let saved = 0; saved < 2; saved += 1) {
    const { mtimeMs: before } = await stat(stateFile(home))
    await eventually(
      async () => {
        if ((await stat(stateFile(home))).mtimeMs === before) throw new Error('The chain was not saved.')
      },
      { seconds: 60 },
    )
  }
}
