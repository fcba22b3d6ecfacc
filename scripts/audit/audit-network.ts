import { encodeEventTopics } from 'viem'
import type { Address } from 'viem'
import { callAt } from './call-contracts.ts'
import { compareState } from './compare-state.ts'
import { clearingHubAbi } from './contracts.ts'
import { fetchEvidence } from './fetch-evidence.ts'
import { addFinding, noFindings } from './findings.ts'
import type { Findings } from './findings.ts'
import { newBrand, newNetwork, openSchedules } from './ledger.ts'
import type { Network } from './ledger.ts'
import { epochAt } from './lots.ts'
import { readRules } from './read-rules.ts'
import { applyLog, decodeHub, endTransaction } from './replay/apply-log.ts'
import { newScene } from './replay/scene.ts'
import type { Scene } from './replay/scene.ts'
import { makeReport } from './report.ts'
import type { AuditReport } from './report.ts'
import { askOne, httpRpc, RpcFailure } from './rpc.ts'
import type { Rpc } from './rpc.ts'
import { fetchBlock, streamLogs } from './stream-logs.ts'
import type { LogChunk } from './stream-logs.ts'

export type AuditProgress = { stage: 'discover' | 'replay' | 'compare'; block: number; toBlock: number; events: number }

export type AuditParameters = {
  /** Address of a node, or what asks one. */
  rpc: string | Rpc
  hub: Address
  /** Block the hub was made in, or any before it. */
  hubBlock?: number | undefined
  /** Block whose state is audited; the latest by default. */
  block?: number | undefined
  /** First block of the movement schedules; everything from the beginning is replayed all the same. */
  from?: number | undefined
  onProgress?: ((progress: AuditProgress) => void) | undefined
}

type Audit = {
  rpc: Rpc
  network: Network
  findings: Findings
  hubBlock: number
  toBlock: number
  from: number
  progress: (stage: AuditProgress['stage'], block: number, events: number) => void
}

/** Finds every brand's token in the hub's own logs; a token's first logs stand before the one that names it. */
async function discoverBrands({ rpc, network, hubBlock, toBlock, progress }: Audit): Promise<void> {
  const topics = [encodeEventTopics({ abi: clearingHubAbi, eventName: 'BrandCreated' })[0]]
  const filter = { address: network.hub, topics }
  for await (const chunk of streamLogs(rpc, { filter, fromBlock: hubBlock, toBlock })) {
    for (const log of chunk.logs) {
      const event = decodeHub(log)
      if (event?.eventName !== 'BrandCreated') continue
      const brand = newBrand(event.args.brandId, event.args.token)
      network.brands.set(brand.id, brand)
      network.brandOfToken.set(brand.token, brand)
    }
    progress('discover', chunk.toBlock, 0)
  }
}

type Books = { opened: boolean; events: number; replayMs: number }

function replayChunk({ network, from }: Audit, scene: Scene, { logs }: LogChunk, books: Books): void {
  const start = performance.now()
  for (const log of logs) {
    if (!books.opened && log.block >= from) {
      endTransaction(scene)
      openSchedules(network)
      books.opened = true
    }
    applyLog(scene, log)
  }
  books.events += logs.length
  books.replayMs += performance.now() - start
}

/** Streams all logs through the replay, chunk by chunk; the contracts are asked about each chunk's batches and payments. */
async function replayLogs(audit: Audit): Promise<Books> {
  const { rpc, network, hubBlock, toBlock } = audit
  const address = [network.hub, network.rules.causeRegistry, ...network.brandOfToken.keys()]
  const scene = newScene(network, audit.findings)
  const books: Books = { opened: false, events: 0, replayMs: 0 }
  let checking = Promise.resolve()
  for await (const chunk of streamLogs(rpc, { filter: { address }, fromBlock: hubBlock, toBlock })) {
    await fetchEvidence(rpc, scene, chunk.logs)
    replayChunk(audit, scene, chunk, books)
    await checking
    // The answers are awaited a chunk later, so that the node works on them while we replay.
    checking = callAt(rpc, toBlock, scene.checks)
    checking.catch(() => undefined)
    scene.checks = []
    audit.progress('replay', chunk.toBlock, books.events)
  }
  await checking
  endTransaction(scene)
  if (!books.opened) openSchedules(network)
  return books
}

/** A schedule that does not foot is a disagreement of its own. */
function checkFooting(report: AuditReport, findings: Findings): void {
  for (const { code, points, reserve } of report.brands) {
    for (const [what, { foots, closing }] of Object.entries({ points, reserve })) {
      if (foots) continue
      const place = { block: report.block, tx: null, index: null }
      const found = `closing ${closing}`
      addFinding(findings, {
        invariant: 3,
        what: `schedule of ${what}`,
        where: `brand ${code}`,
        expected: 'to foot',
        found,
        ...place,
      })
    }
  }
}

async function prepare(
  parameters: AuditParameters,
): Promise<Audit & { chainId: number; hash: `0x${string}`; time: number }> {
  const rpc = typeof parameters.rpc === 'string' ? httpRpc(parameters.rpc) : parameters.rpc
  const chainId = Number(await askOne<string>(rpc, 'eth_chainId', []))
  const latest = await fetchBlock(rpc, 'latest')
  const wanted = parameters.block ?? latest.number
  if (wanted > latest.number)
    throw new RpcFailure(`The chain ends at block ${latest.number}. Give --block one up to that.`)
  const { number: toBlock, time, hash } = await fetchBlock(rpc, wanted)
  const hub = parameters.hub.toLowerCase() as Address
  const network = newNetwork(hub, await readRules(rpc, hub, toBlock))
  const { hubBlock = 0, from = hubBlock, onProgress } = parameters
  return {
    ...{ rpc, network, findings: noFindings(), hubBlock, toBlock, from, chainId, hash, time },
    progress: (stage, block, events) => onProgress?.({ stage, block, toBlock, events }),
  }
}

/**
 * Recomputes a whole network from its raw logs and compares it with its contracts at one block. Trusts the node alone.
 *
 * @example
 * const report = await auditNetwork({ rpc: 'http://127.0.0.1:8545', hub: '0x…' })
 * if (!report.agrees) console.error(report.findings)
 */
export async function auditNetwork(parameters: AuditParameters): Promise<AuditReport> {
  const start = performance.now()
  const audit = await prepare(parameters)
  const { rpc, network, findings, toBlock, time } = audit
  await discoverBrands(audit)
  const streaming = performance.now()
  const { events, replayMs } = await replayLogs(audit)
  const comparing = performance.now()
  const moment = { block: toBlock, time, epoch: epochAt(time, network.rules) }
  const comparison = { network, findings, moment, held: 0n }
  const compared = await compareState(rpc, comparison, () => audit.progress('compare', toBlock, events))
  const { hash } = await fetchBlock(rpc, toBlock)
  if (hash !== audit.hash)
    throw new RpcFailure(`Block ${toBlock} changed during the audit. Run it again, or with an older --block.`)

  const end = performance.now()
  const seconds = {
    total: (end - start) / 1_000,
    read: (comparing - streaming - replayMs) / 1_000,
    replay: replayMs / 1_000,
    compare: (end - comparing) / 1_000,
  }
  const { chainId, from } = audit
  const run = { chainId, hash, from, events, compared, seconds }
  checkFooting(makeReport(run, comparison), findings)
  return makeReport(run, comparison)
}

export type { AuditReport }
