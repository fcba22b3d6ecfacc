import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import webPush from 'web-push'
import { z } from 'zod'

const schema = z.object({ publicKey: z.string(), privateKey: z.string() })

export type PushKeys = z.infer<typeof schema>

const known = new Map<string, Promise<PushKeys>>()

/** The keys push services know this portal by (VAPID); made once per data folder. */
export function pushKeys(home: string): Promise<PushKeys> {
  const loading = known.get(home) ?? load(join(home, 'portal'))
  known.set(home, loading)
  loading.catch(() => known.delete(home))
  return loading
}

async function load(folder: string): Promise<PushKeys> {
  const path = join(folder, 'push-keys.json')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fresh = JSON.stringify(webPush.generateVAPIDKeys())
  await writeFile(path, fresh, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  return schema.parse(JSON.parse(await readFile(path, 'utf8')))
}
