import { strict as assert } from 'node:assert'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decryptKeystoreJson } from 'ethers'
import { KeyError } from '../../service/keys/key-error.ts'
import { readPassphrase } from '../../service/keys/passphrase.ts'
import { createKey, keysFolderOf, loadKey } from '../../service/keys/stored-keys.ts'

const SECRET = `0x${'5a'.repeat(32)}` as const

describe('keystores', () => {
  const given = process.env['POINTS_PASSPHRASE']
  let home: string
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'points-keys-'))
    delete process.env['POINTS_PASSPHRASE']
  })
  afterEach(async () => {
    if (given === undefined) delete process.env['POINTS_PASSPHRASE']
    else process.env['POINTS_PASSPHRASE'] = given
    await rm(home, { recursive: true, force: true })
  })

  const stored = async (name: string): Promise<{ text: string; n: number }> => {
    const text = await readFile(join(keysFolderOf(home), `${name}.json`), 'utf8')
    const { crypto } = JSON.parse(text) as { crypto: { kdfparams: { n: number } } }
    return { text, n: crypto.kdfparams.n }
  }

  it('are cheap to open where the passphrase is random, and open in a wallet too', async () => {
    const { address } = await createKey(home, { name: 'ann', secret: SECRET })
    const { text, n } = await stored('ann')
    assert.equal(n, 2 ** 12)
    assert.equal(await loadKey(home, 'ann'), SECRET)
    const opened = await decryptKeystoreJson(text, (await readPassphrase(keysFolderOf(home))).text)
    assert.deepEqual([opened.address, opened.privateKey], [address, SECRET])
  })

  it('are dear to open where a person chose the passphrase, and open with no other', async () => {
    process.env['POINTS_PASSPHRASE'] = 'thought up by somebody'
    await createKey(home, { name: 'bob', secret: SECRET })
    assert.equal((await stored('bob')).n, 2 ** 15)
    assert.equal(await loadKey(home, 'bob'), SECRET)
    process.env['POINTS_PASSPHRASE'] = 'another'
    await assert.rejects(
      loadKey(home, 'bob'),
      (error) =>
        error instanceof KeyError &&
        /^The passphrase does not open .*bob\.json\. Set POINTS_PASSPHRASE/.test(error.message),
    )
  })
})
