import { type Address, encodeEventTopics } from 'viem'
import { clearingHubAbi } from '../../../chain/generated/abis.ts'
import { fetchEvidence } from '../../../scripts/audit/fetch-evidence.ts'
import { noFindings } from '../../../scripts/audit/findings.ts'
import { type Network, newBrand, newNetwork, settleTerms } from '../../../scripts/audit/ledger.ts'
import { readRules } from '../../../scripts/audit/read-rules.ts'
import { applyLog, decodeHub, endTransaction } from '../../../scripts/audit/replay/apply-log.ts'
import { newScene } from '../../../scripts/audit/replay/scene.ts'
import { httpRpc } from '../../../scripts/audit/rpc.ts'
import { fetchBlock, streamLogs } from '../../../scripts/audit/stream-logs.ts'

/** The auditor's own books of a network at the chain's latest block; its findings must be none. */
export async function auditedBooks(url: string, hub: Address): Promise<Network> {
  const rpc = httpRpc(url)
  const { number: toBlock, time } = await fetchBlock(rpc, 'latest')
  const network = newNetwork(hub, await readRules(rpc, hub, toBlock))
  const topics = [encodeEventTopics({ abi: clearingHubAbi, eventName: 'BrandCreated' })[0]]
  for await (const { logs } of streamLogs(rpc, { filter: { address: hub, topics }, fromBlock: 0, toBlock })) {
    for (const log of logs) {
      const event = decodeHub(log)
      if (event?.eventName !== 'BrandCreated') continue
      const brand = newBrand(event.args.brandId, event.args.token)
      network.brands.set(brand.id, brand)
      network.brandOfToken.set(brand.token, brand)
    }
  }
  const findings = noFindings()
  const scene = newScene(network, findings)
  const address = [hub, network.rules.causeRegistry, ...network.brandOfToken.keys()]
  for await (const { logs } of streamLogs(rpc, { filter: { address }, fromBlock: 0, toBlock })) {
    await fetchEvidence(rpc, scene, logs)
    for (const log of logs) applyLog(scene, log)
  }
  endTransaction(scene)
  if (findings.count > 0) throw new Error(`The audit disagrees: ${JSON.stringify(findings.list[0])}`)
  for (const brand of network.brands.values()) settleTerms(brand, time)
  return network
}
