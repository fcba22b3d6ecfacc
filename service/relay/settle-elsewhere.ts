import type { Address, Hex } from 'viem'
import { getBlock, getLogs, getTransaction } from 'viem/actions'
import { parseAbiItem } from 'viem'
import { asChainError, fromRevertData } from '../../chain/errors/as-chain-error.ts'
import { type IntentRow, tellChange } from './intent-row.ts'
import type { Relay } from './relay.ts'

const EXECUTED = parseAbiItem('event IntentExecuted(address indexed member, uint256 indexed nonce, uint8 verb)')

/** Blocks looked through for who else carried an intent: more than pass in the life of one. */
const BLOCKS = 2_000n

/** Reasons after which nothing this signature says can happen any more. */
const OVER = new Set(['NonceUnusable', 'DeadlineOver', 'ClaimedToAnother'])

/**
 * Decides about a waiting intent that would fail now: anybody may have carried it, or its nonce went to another; else it
 * waits, with the reason told.
 */
export async function settleRefused(relay: Relay, { row, reason }: { row: IntentRow; reason: Hex }): Promise<void> {
  const error = fromRevertData(reason)
  const detail = error.hint === undefined ? error.message : `${error.message} ${error.hint}`
  const problem = { code: error.code, detail }
  if (error.code === 'NonceUnusable') {
    return settleUsed(relay, row, {
      code: 'NonceUnusable',
      detail:
        'Its nonce was cancelled or used by another transaction of this account. Sign it again if it is still wanted.',
    })
  }
  if (OVER.has(error.code)) return closeFailed(relay, row, problem)
  if (row.problem_code !== problem.code || row.problem_detail !== detail) await tellProblem(relay, row, problem)
}

/** Where somebody carried it, that is told; otherwise it failed for the given reason. */
async function settleUsed(relay: Relay, row: IntentRow, problem: Problem): Promise<void> {
  const carrier = await findCarrier(relay, row)
  if (carrier?.exact === true) return closeDone(relay, row, carrier)
  if (!carrier) return closeFailed(relay, row, problem)
  const detail = `Transaction ${carrier.hash} has used its nonce. See what that did before you sign anything again.`
  await closeFailed(relay, row, { code: 'NonceUnusable', detail })
}

/** Looked at in one round. */
const MOST_OVERDUE = 50

/** Ends what waits beyond its deadline: no later block can carry it, but an earlier one of somebody else's may have. */
export async function closeOverdue(relay: Relay, now: bigint): Promise<void> {
  const { database, client, hub } = relay
  const rows = await database<IntentRow[]>`
    select * from relay_intents
    where chain_id = ${client.chain.id} and hub = ${hub.toLowerCase()} and status = 'queued' and deadline < ${now}
    order by place limit ${MOST_OVERDUE}`
  for (const row of rows) {
    await settleUsed(relay, row, {
      code: row.problem_code ?? 'DeadlineOver',
      detail: row.problem_detail ?? 'Its deadline passed before it could be carried. Sign and send it again.',
    })
  }
}

/** `exact`: its calldata says this intent; otherwise it used the nonce, for this or for something else. */
type Carrier = { hash: Hex; block: bigint; exact: boolean }

/** The transaction, of whomever, that used the nonce of an intent. An operation of an account has no nonce of the hub. */
async function findCarrier({ client, hub }: Relay, row: IntentRow): Promise<Carrier | undefined> {
  if (row.nonce === null || row.kind === 'operation') return undefined
  try {
    const { number } = await getBlock(client)
    const logs = await getLogs(client, {
      address: hub,
      event: EXECUTED,
      args: { member: row.member as Address, nonce: BigInt(row.nonce) },
      fromBlock: number > BLOCKS ? number - BLOCKS : 0n,
    })
    const [log] = logs
    if (!log) return undefined
    const { transactionHash: hash, blockNumber: block } = log
    const { input } = await getTransaction(client, { hash })
    return { hash, block, exact: input.includes(row.payload.slice(2)) }
  } catch (error) {
    throw asChainError(error, { doing: 'find who carried an intent' })
  }
}

async function closeDone({ database }: Relay, { id }: IntentRow, { hash, block }: Carrier): Promise<void> {
  await database`
    update relay_intents set status = 'done', version = version + 1, changed_at = now(), tx_hash = ${hash},
      block_number = ${block}, problem_code = null, problem_detail = null
    where id = ${id} and status = 'queued'`
  await tellChange(database, [id])
}

type Problem = { code: string; detail: string }

async function closeFailed({ database }: Relay, { id }: IntentRow, { code, detail }: Problem): Promise<void> {
  await database`
    update relay_intents set status = 'failed', version = version + 1, changed_at = now(), problem_code = ${code},
      problem_detail = ${detail}
    where id = ${id} and status = 'queued'`
  await tellChange(database, [id])
}

async function tellProblem({ database }: Relay, { id }: IntentRow, { code, detail }: Problem): Promise<void> {
  await database`
    update relay_intents set version = version + 1, changed_at = now(), problem_code = ${code}, problem_detail = ${detail}
    where id = ${id} and status = 'queued'`
  await tellChange(database, [id])
}
