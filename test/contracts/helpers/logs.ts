import type { BaseContract, ContractTransactionResponse, LogDescription } from 'ethers'

/** Every event of this name that `contract` emitted in the transaction. */
export async function eventsOf(
  sent: ContractTransactionResponse | Promise<ContractTransactionResponse>,
  contract: BaseContract,
  name: string,
): Promise<LogDescription[]> {
  const receipt = await (await sent).wait()
  const address = await contract.getAddress()

  return (receipt?.logs ?? [])
    .filter((log) => log.address === address)
    .map((log) => contract.interface.parseLog(log))
    .filter((event) => event?.name === name)
    .filter((event) => event !== null)
}

/** The one event of this name in the transaction. */
export async function eventOf(
  sent: ContractTransactionResponse | Promise<ContractTransactionResponse>,
  contract: BaseContract,
  name: string,
): Promise<LogDescription> {
  const [event, ...more] = await eventsOf(sent, contract, name)
  if (event === undefined || more.length > 0) {
    throw new Error(`Expected one ${name}, found ${event === undefined ? 0 : more.length + 1}.`)
  }

  return event
}
