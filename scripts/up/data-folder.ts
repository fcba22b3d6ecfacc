import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { removeDatabase } from './postgres-place.ts'
import { Refusal } from './refusal.ts'

const mark = (home: string): string => join(home, '.openpoints')
const unfinished = (home: string): string => join(home, 'first-start')

/** What a folder may hold before it becomes a data folder: the keys may have been made first. */
const early = new Set(['keys', '.openpoints', 'up.pid'])

/** Makes the folder private to us and marks it, refusing one that holds somebody else's files. */
export async function openDataFolder(home: string): Promise<void> {
  await mkdir(home, { recursive: true, mode: 0o700 })
  if (existsSync(mark(home))) return
  const strange = (await readdir(home)).filter((name) => !early.has(name))
  if (strange.length > 0) {
    throw new Refusal(
      `${home} is not a data folder of openpoints: it holds ${strange.slice(0, 3).join(', ')}. ` +
        'Set POINTS_HOME to a new or empty folder.',
    )
  }
  await writeFile(mark(home), 'A data folder of openpoints: chain, database and keys of one network.\n')
}

/** Deletes everything a network left in its data folder. */
export async function emptyDataFolder(home: string): Promise<void> {
  await removeDatabase(home)
  for (const name of await readdir(home)) {
    if (name !== '.openpoints' && name !== 'up.pid') await rm(join(home, name), { recursive: true, force: true })
  }
}

/** Stands while a first start is under way; one that was cut off cannot be resumed in the middle of its history. */
export async function beginFirstStart(home: string): Promise<void> {
  await writeFile(unfinished(home), new Date().toISOString())
}

export async function endFirstStart(home: string): Promise<void> {
  await rm(unfinished(home), { force: true })
}

export const firstStartWasCutOff = (home: string): boolean => existsSync(unfinished(home))
