import { answer } from '../../../../server/answer.ts'
import { currentNetwork } from '../../../../server/network.ts'
import { problem } from '../../../../server/problem.ts'
import { readReceipt } from '../../../../server/receipts.ts'
import { refusedTooMany } from '../../../../server/rate-limit.ts'
import { currentMember } from '../../../../server/session.ts'

export const dynamic = 'force-dynamic'

/** The proof of a credit as a file: the run it stands in and the hashes of all runs of its batch. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  return await answer('write the proof', async () => {
    const refused = await refusedTooMany(request, 'ask')
    if (refused) return refused
    const member = await currentMember()
    if (!member) return problem(401, 'signed-out', 'You are signed out. Sign in again.')
    const { id } = await params
    const receipt = await readReceipt(member, id)
    if (!receipt?.credit) return problem(404, 'no-proof', 'There is no proof of a purchase under this name.')
    const { chainId, hub } = await currentNetwork()
    const { batch, run, position, credited, reversed } = receipt.credit
    const proof = {
      schema: 1,
      chainId,
      hub,
      brandId: batch.brandId,
      sequence: batch.sequence,
      member: receipt.row.member,
      points: credited,
      reversed,
      purchasesRoot: batch.purchasesRoot,
      mintedAt: batch.mintedAt,
      epoch: batch.epoch,
      life: batch.life,
      returnWindow: batch.returnWindow,
      run: { index: run.index, position, credits: run.credits },
      runHashes: run.runHashes,
      transaction: batch.transactionHash,
      block: batch.blockNumber,
    }
    const text = JSON.stringify(proof, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value), 2)
    const name = `openpoints-${batch.brandId}-${batch.sequence}.json`
    const headers = {
      'content-type': 'application/json',
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    }
    return new Response(`${text}\n`, { headers })
  })
}
