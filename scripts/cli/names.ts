import { readNetwork } from '../../chain/network.ts'
import { listKeys } from '../../service/keys/stored-keys.ts'

/** Puts the names people use into a sentence of the chain: brand codes for brand numbers, key names before addresses. */
export async function readNames(home: string): Promise<(text: string) => string> {
  // A failure is being told already: where names cannot be read, numbers and addresses have to do.
  const [network, keys] = await Promise.all([readNetwork(home).catch(() => undefined), listKeys(home).catch(() => [])])
  const codes = new Map(network?.brands.map(({ id, code }) => [String(id), code]))
  const names = new Map(keys.map(({ name, address }) => [address?.toLowerCase(), name]))
  return (text) =>
    text
      .replace(/\b([Bb])rand (\d+)\b/g, (whole, initial: string, id: string) => {
        const code = codes.get(id)
        return code === undefined ? whole : `${initial}rand ${code}`
      })
      .replace(/\b0x[0-9a-fA-F]{40}\b/g, (address) => {
        const name = names.get(address.toLowerCase())
        return name === undefined ? address : `${name} (${address})`
      })
}
