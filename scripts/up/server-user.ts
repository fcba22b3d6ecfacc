import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Refusal } from './refusal.ts'

export interface ServerUser {
  name: string
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root: root lends it this user. Everybody else runs it as themselves. */
export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (uid !== undefined && gid !== undefined) return { name, uid: Number(uid), gid: Number(gid) }
  }
  throw new Refusal(
    'PostgreSQL does not run as root, and this machine has neither a user "postgres" nor "nobody" to run it as. ' +
      'Start as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  )
}

/** Tells whether that user can run this program: every folder above it entered, its libraries read. */
export function canRun(user: ServerUser | undefined, program: string): boolean {
  const who = user === undefined ? {} : { uid: user.uid, gid: user.gid }
  return spawnSync(program, ['--version'], { ...who, cwd: '/', stdio: 'ignore' }).status === 0
}

/** Tells whether that user can enter this folder. */
export function canEnter(user: ServerUser, folder: string): boolean {
  const { uid, gid } = user
  return spawnSync('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { uid, gid, cwd: '/', stdio: 'ignore' }).status === 0
}
