import { formatEther } from 'viem'
import type { GasMoney } from '../relay/gas-money.ts'
import type { Relay } from '../relay/relay.ts'

/** What the relay gives, and what it has left; amounts of ether are decimal strings. */
export async function describeRelay(relay: Relay, gasMoney: GasMoney) {
  const { rules, account, client, hub, accountFactory } = relay
  const money = await gasMoney.read()
  return {
    relayer: account.address,
    chainId: client.chain.id,
    hub,
    accountFactory: accountFactory ?? null,
    takes: money.state === 'good' || money.state === 'low',
    limits: {
      longestDeadlineSeconds: Number(rules.longestDeadline),
      leastPoints: rules.leastPoints.toString(),
      batchSize: rules.batchSize,
      openIntentsPerMember: rules.openIntentsPerMember,
      intentsPerMemberHour: rules.intentsPerMemberHour,
      intentsPerOriginHour: rules.intentsPerOriginHour,
      requestsPerOriginMinute: rules.requestsPerOriginMinute,
      accountsPerOriginDay: rules.accountsPerOriginDay,
      failuresPerMemberHour: rules.failuresPerMember,
      etherPerDay: formatEther(rules.spendPerDay),
    },
    gasMoney: {
      state: money.state,
      ether: formatEther(money.balance),
      floorEther: formatEther(money.floor),
      spentLastDayEther: formatEther(money.lastDay),
      spentPerDayEther: formatEther(money.perDay),
      daysLeft: money.daysLeft === undefined ? null : money.daysLeft.toString(),
      days: money.days.map(({ day, wei, transactions }) => ({ day, ether: formatEther(wei), transactions })),
    },
  }
}
