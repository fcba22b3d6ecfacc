import { expect } from 'chai'
import { contentSecurityPolicy } from '../../../web/server/content-security-policy.ts'
import { readPortalEnv } from '../../../web/server/env.ts'

const policyOf = (env: NodeJS.ProcessEnv): string =>
  contentSecurityPolicy({ nonce: 'n', development: false, walletConnect: readPortalEnv(env).walletConnect })

const hostsOf = (policy: string): string[] => policy.match(/\b(https?|wss?):[^\s;]+/g) ?? []

describe('the policy of the pages', () => {
  it('names nobody but ourselves', () => {
    expect(hostsOf(policyOf({}))).to.deep.equal([])
    expect(hostsOf(policyOf({ WALLETCONNECT_PROJECT_ID: '', WALLETCONNECT_RELAY: '' }))).to.deep.equal([])
    expect(policyOf({})).not.to.contain('frame-src')
  })

  it('lets wallets elsewhere be reached where there is a project id', () => {
    const hosts = ['wss://relay.walletconnect.org', 'https://verify.walletconnect.org']
    expect(hostsOf(policyOf({ WALLETCONNECT_PROJECT_ID: 'abc' }))).to.deep.equal(hosts)
  })

  it('refuses an id or a relay that is none', () => {
    expect(() => readPortalEnv({ WALLETCONNECT_PROJECT_ID: 'a;b' })).to.throw('WALLETCONNECT_PROJECT_ID')
    expect(() => readPortalEnv({ WALLETCONNECT_RELAY: 'https://relay.example' })).to.throw('WALLETCONNECT_RELAY')
  })
})
