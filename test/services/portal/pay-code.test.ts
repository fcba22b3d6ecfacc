import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PAY_CODE_SECONDS, loadPayCodeKey, openPayCode, sealPayCode } from '../../../chain/pay-code.ts'
import { makePayCode, readPayCode } from '../../../web/server/pay-code.ts'

const account = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('a code for the till', () => {
  const before_ = process.env.POINTS_HOME
  let home: string

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'pay-code-'))
    process.env.POINTS_HOME = home
  })
  after(async () => {
    if (before_ === undefined) delete process.env.POINTS_HOME
    else process.env.POINTS_HOME = before_
    await rm(home, { recursive: true })
  })

  it('says who shows it, and hides that from whoever looks at it', async () => {
    const { code, until } = await makePayCode(account)
    expect(await readPayCode(code)).to.deep.equal({ account, until })
    expect(Buffer.from(code, 'base64url').toString('hex')).not.to.include(account.slice(2).toLowerCase())
    expect((await makePayCode(account)).code).not.to.equal(code)
  })

  it('is opened by the service too, which has the key of the same data folder', async () => {
    const { code, until } = await makePayCode(account)
    const keys = await Promise.all([1, 2, 3].map(() => loadPayCodeKey(home)))
    for (const key of keys) expect(openPayCode(key, code, new Date())).to.deep.equal({ account, until })
    const elsewhere = await mkdtemp(join(tmpdir(), 'pay-code-'))
    expect(openPayCode(await loadPayCodeKey(elsewhere), code, new Date())).to.equal(undefined)
    await rm(elsewhere, { recursive: true })
  })

  it('has one key, however many start at once', async () => {
    const fresh = await mkdtemp(join(tmpdir(), 'pay-code-'))
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadPayCodeKey(fresh)))
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).to.equal(1)
    await rm(fresh, { recursive: true })
  })

  it('is over after a minute, and was none long before', async () => {
    const key = await loadPayCodeKey(home)
    const until = 1_800_000_000
    const code = sealPayCode(key, { account, until })
    const at = (seconds: number) => openPayCode(key, code, new Date((until + seconds) * 1_000))
    expect(PAY_CODE_SECONDS).to.equal(60)
    expect(at(-59)).to.deep.equal({ account, until })
    expect(at(0)).to.deep.equal({ account, until })
    expect(at(1)).to.equal(undefined)
    expect(at(-121)).to.equal(undefined)
  })

  it('cannot be made up or changed', async () => {
    const { code } = await makePayCode(account)
    const bytes = Buffer.from(code, 'base64url')
    for (const at of [0, 12, 31, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(await readPayCode(changed.toString('base64url')), `byte ${at}`).to.equal(undefined)
    }
    for (const text of ['', 'x', 'A'.repeat(72)]) expect(await readPayCode(text)).to.equal(undefined)
  })
})
