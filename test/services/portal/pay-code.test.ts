import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { PAY_CODE_SECONDS, makePayCode, readPayCode } from '../../../web/server/pay-code.ts'

const account = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'

describe('a code for the till', () => {
  const before_ = process.env.POINTS_HOME
  const { now } = Date
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
  afterEach(() => {
    Date.now = now
  })

  it('says who shows it, and hides that from whoever looks at it', async () => {
    const { code, until } = await makePayCode(account)
    expect(await readPayCode(code)).to.deep.equal({ account, until })
    expect(Buffer.from(code, 'base64url').toString('hex')).not.to.include(account.slice(2).toLowerCase())
    expect((await makePayCode(account)).code).not.to.equal(code)
  })

  it('is over after two minutes', async () => {
    const { code } = await makePayCode(account)
    Date.now = () => now() + (PAY_CODE_SECONDS - 2) * 1_000
    expect(await readPayCode(code)).not.to.equal(undefined)
    Date.now = () => now() + (PAY_CODE_SECONDS + 1) * 1_000
    expect(await readPayCode(code)).to.equal(undefined)
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
