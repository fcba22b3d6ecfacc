import type { ReadClient } from '../client.ts'
import { readHub } from '../read.ts'

/** Id of the brand with this code; undefined if none. */
export async function getBrandId(client: ReadClient, { code }: { code: string }): Promise<number | undefined> {
  const id = await readHub(client, 'brandIdOf', [code])
  return id === 0 ? undefined : id
}
