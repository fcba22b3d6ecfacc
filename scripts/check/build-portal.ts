import { readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portalBuild } from '../up/portal-build.ts'

/** Builds the portal as a first start does, so that the tests in a browser find it built. */
const log = join(tmpdir(), `openpoints-portal-${process.pid}.log`)
try {
  const folder = await portalBuild(log, () => console.log('building …'))
  console.log(`web/${folder}`)
} catch (error) {
  console.error(await readFile(log, 'utf8'))
  throw error
} finally {
  await rm(log, { force: true })
}
