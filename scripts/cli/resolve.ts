import { type Address, getAddress, isAddress } from 'viem'
import { getBrandId } from '../../chain/actions/getBrandId.ts'
import { listKeys } from '../../service/keys/stored-keys.ts'
import type { Session } from './session.ts'

/** Id of the brand with this code; says where to look if there is none. */
export async function brandIdOf({ client }: Session, code: string): Promise<number> {
  const brandId = await getBrandId(client, { code })
  if (brandId !== undefined) return brandId
  throw new Error(`There is no brand "${code}" in this network. \`points brand list\` shows them.`)
}

/** Address of an account given as an address or as the name of a key in the data folder. */
export async function accountOf({ home }: { home: string }, text: string): Promise<Address> {
  if (isAddress(text, { strict: false })) return getAddress(text)
  const key = (await listKeys(home)).find(({ name }) => name === text)
  if (key?.address !== undefined) return getAddress(key.address)
  throw new Error(`"${text}" is neither an address nor a key of ${home}. \`points key list\` shows the keys.`)
}
