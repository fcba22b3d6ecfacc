import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { readPortalEnv } from '../../../web/server/env.ts'
import { portalCheckUrl } from '../../../scripts/up/portal.ts'
import { refuseMovedPasskeys, rememberPasskeys } from '../../../web/server/relying-party.ts'

describe('the origin of the portal', () => {
  it('is localhost unless somebody says otherwise', () => {
    expect(readPortalEnv({ PORTAL_PORT: '3111' })).to.include({ origin: 'http://localhost:3111', rpId: 'localhost' })
  })

  it('is reached from this machine alone unless somebody says otherwise', () => {
    expect(readPortalEnv({}).host).to.equal('127.0.0.1')
    expect(readPortalEnv({ PORTAL_HOST: '0.0.0.0' }).host).to.equal('0.0.0.0')
    expect(portalCheckUrl(3000, {})).to.equal('http://127.0.0.1:3000/api/config')
    expect(portalCheckUrl(3000, { PORTAL_HOST: '::' })).to.equal('http://127.0.0.1:3000/api/config')
    expect(portalCheckUrl(3000, { PORTAL_HOST: 'fd00::2' })).to.equal('http://[fd00::2]:3000/api/config')
  })

  it('may be anything over https', () => {
    expect(readPortalEnv({ PORTAL_ORIGIN: 'https://points.example/' }).rpId).to.equal('points.example')
  })

  it('is refused without https', () => {
    expect(() => readPortalEnv({ PORTAL_ORIGIN: 'http://points.example' })).to.throw('passkeys work only over https')
  })

  it('cannot move once somebody made a passkey', async () => {
    const home = await mkdtemp(join(tmpdir(), 'openpoints-origin-'))
    try {
      await refuseMovedPasskeys({ home, rpId: 'a.example' })
      await rememberPasskeys({ home, rpId: 'a.example' })
      await refuseMovedPasskeys({ home, rpId: 'a.example' })
      const moved = await refuseMovedPasskeys({ home, rpId: 'b.example' }).catch((error: Error) => error.message)
      expect(moved).to.contain('Members made passkeys for a.example')
    } finally {
      await rm(home, { recursive: true, force: true })
    }
  })
})
