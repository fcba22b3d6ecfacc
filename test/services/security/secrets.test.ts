import { strict as assert } from 'node:assert'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { newAccessKey } from '../../../service/access/access-key.ts'
import { newDeviceKey } from '../../../service/till/device.ts'
import { secretsIn, secretsInBundle } from './secret-shapes.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const LARGEST = 4 * 1024 * 1024

/** What looks like one and is none, and why. */
const KNOWN: readonly { file: RegExp; shape: string; why: string }[] = [
  { file: /webhooks-out\.test\.ts$/, shape: 'webhook secret', why: 'the example of standardwebhooks.com' },
  { file: /verify-delivery\.test\.ts$/, shape: 'webhook secret', why: 'one letter, thirty-two times' },
]

describe('secrets', function () {
  this.timeout(60_000)

  it('are known by their shapes', () => {
    for (const role of ['owner', 'manager', 'auditor', 'machine'] as const) {
      assert.deepEqual(secretsIn(`x=${newAccessKey(role)};`), ['key of a brand'])
    }
    assert.deepEqual(secretsIn(`x = ${newDeviceKey().slice(0, -1)}A`), ['key of a till'])
    assert.deepEqual(secretsIn(`whsec_${Buffer.alloc(32, 9).toString('base64')}`), ['webhook secret'])
    assert.deepEqual(secretsIn(['-----BEGIN', 'EC PRIVATE', 'KEY-----'].join(' ')), ['private key'])
    assert.deepEqual(secretsIn(`sk_${'live'}_${'a1'.repeat(12)}`), ['key of Stripe'])
    assert.deepEqual(secretsIn('nothing to see'), [])
  })

  it('stand in no file of the repository', function () {
    // Why: a copy without its history does not say which files are the repository's.
    if (!existsSync(join(root, '.git'))) return this.skip()
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0').filter(Boolean)
    assert.ok(files.length > 500, 'git told no files')
    const found = files.flatMap((file) => {
      const path = join(root, file)
      if (!existsSync(path) || statSync(path).size > LARGEST) return []
      return secretsIn(readFileSync(path, 'utf8'))
        .filter((shape) => !KNOWN.some((each) => each.shape === shape && each.file.test(file)))
        .map((shape) => `${file}: ${shape}`)
    })
    assert.deepEqual(found, [])
  })

  it('are found in a bundle: by shape, by the name of a variable, and one that is in use', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'points-bundle-'))
    try {
      await writeFile(join(folder, 'a.js'), `const k="${newAccessKey('owner')}";fetch(process.env.SERVICE_TOKEN)`)
      await writeFile(join(folder, 'b.js'), 'const x="correct-horse-battery"')
      const found = ['a.js: key of a brand', 'a.js: SERVICE_TOKEN', 'b.js: a secret in use']
      assert.deepEqual(secretsInBundle(folder, ['correct-horse-battery']).toSorted(), found.toSorted())
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('stand in nothing that a portal built here gives to browsers', function () {
    const builds = globSync('web/.next/*.done', { cwd: root }).map((done) => join(root, done.replace(/\.done$/, '')))
    // Why: the portal is built by `npm start` and by the browser tests (e2e/bundle.test.ts), not for this alone.
    if (builds.length === 0) return this.skip()
    for (const build of builds) assert.deepEqual(secretsInBundle(join(build, 'static')), [], build)
  })
})
