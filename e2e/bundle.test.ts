import { expect } from 'chai'
import { globSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { secretsIn, secretsInBundle } from '../test/services/security/secret-shapes.ts'
import { stack } from './harness/stack.ts'

const BUILDS = fileURLToPath(new URL('../web/.next/', import.meta.url))

describe('what the portal gives to browsers', () => {
  it('holds no secret: none by its shape, none that this network uses', async () => {
    const { home, network, portal } = await stack()
    const secrets = await Promise.all(
      ['service-token', 'portal/session.key', 'keys/passphrase'].map((name) => readFile(join(home, name), 'utf8')),
    )
    const password = network.databaseUrl === undefined ? '' : new URL(network.databaseUrl).password
    const used = [...secrets.map((text) => text.trim()), password].filter((secret) => secret.length > 8)
    expect(used.length).to.be.greaterThan(2)
    const [newest] = globSync('*.done', { cwd: BUILDS }).toSorted((one, other) => touched(other) - touched(one))
    expect(secretsInBundle(join(BUILDS, (newest ?? '').replace(/\.done$/, ''), 'static'), used)).to.deep.equal([])
    const page = await (await fetch(portal)).text()
    expect(secretsIn(page)).to.deep.equal([])
    expect(used.filter((secret) => page.includes(secret))).to.deep.equal([])
  })
})

const touched = (name: string): number => statSync(join(BUILDS, name)).mtimeMs
