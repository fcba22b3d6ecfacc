import { id as hashOf } from 'ethers'
import { expect } from 'chai'
import { freshWorld, type World } from '../fixture.ts'
import { ROLES, type TermsPlan } from '../helpers/brands.ts'
import { usdPerPoint } from '../helpers/units.ts'

const TERMS: TermsPlan = { rate: usdPerPoint('0.1'), spreadBps: 0n, promisePercent: 100n, life: 2n }

describe('ClearingHub.createBrand', () => {
  let world: World

  beforeEach(async () => {
    world = await freshWorld()
  })

  async function create(
    options: Partial<{ code: string; name: string; symbol: string; never: boolean }> & Partial<TermsPlan> = {},
  ) {
    const { code = 'kiosk', name = 'Kiosk', symbol = 'KIO', never = false, ...terms } = options
    const { hub, operator, stranger } = world
    await hub.connect(operator).admit(code, stranger)

    return hub.connect(stranger).createBrand(code, name, symbol, { ...TERMS, ...terms }, never)
  }

  describe('when the operator admitted the code for the caller', () => {
    it('creates the token at the address computed from the id', async () => {
      const { hub, stranger } = world
      const token = await hub.tokenOf(5n)

      await expect(create())
        .to.emit(hub, 'BrandCreated')
        .withArgs(5n, token, stranger, 'kiosk', 'Kiosk', 'KIO', Object.values(TERMS), false)

      const points = await world.tokenOf(5n)
      expect(await hub.brandIdOf('kiosk')).to.equal(5n)
      expect(await hub.brandCount()).to.equal(5n)
      expect(await points.brandId()).to.equal(5n)
      expect(await points.hub()).to.equal(await hub.getAddress())
      expect(await points.name()).to.equal('Kiosk')
      expect(await points.symbol()).to.equal('KIO')
      expect(await points.decimals()).to.equal(2n)
      expect((await points.brand()).terms).to.deep.equal(Object.values(TERMS))
    })

    it('makes the caller owner, rate setter and treasurer, and no minter', async () => {
      const { stranger } = world
      await create()
      const token = await world.tokenOf(5n)

      expect(await token.rolesOf(stranger)).to.equal(ROLES.OWNER | ROLES.RATE_SETTER | ROLES.TREASURER)
    })

    it('says who was admitted', async () => {
      const { hub, operator, stranger } = world
      expect(await hub.admittedOwner('kiosk')).to.equal('0x0000000000000000000000000000000000000000')

      await expect(hub.connect(operator).admit('kiosk', stranger))
        .to.emit(hub, 'BrandAdmitted')
        .withArgs(hashOf('kiosk'), stranger, 'kiosk')

      expect(await hub.admittedOwner('kiosk')).to.equal(stranger.address)
    })

    for (const code of ['abc', 'a-9', '0123456789-abcdefghi']) {
      it(`takes the code ${code}`, async () => {
        await expect(create({ code })).to.emit(world.hub, 'BrandCreated')
      })
    }

    it('takes names of up to 31 bytes', async () => {
      const name = 'n'.repeat(31)
      await create({ name, symbol: name })
      const token = await world.tokenOf(5n)

      expect([await token.name(), await token.symbol()]).to.deep.equal([name, name])
    })

    for (const edge of [
      { rate: 1n },
      { rate: 2n ** 36n - 1n },
      { spreadBps: 1_023n },
      { promisePercent: 5n },
      { life: 1n },
      { life: 5n },
      { life: 5n, never: true },
    ]) {
      it(`takes terms at the edge: ${describeEdge(edge)}`, async () => {
        await expect(create(edge)).to.emit(world.hub, 'BrandCreated')
      })
    }
  })

  describe('when the operator admits the code for another owner before that', () => {
    it('lets only the other one create it', async () => {
      const { hub, operator, stranger, dave } = world
      await hub.connect(operator).admit('kiosk', stranger)
      await hub.connect(operator).admit('kiosk', dave)

      await expect(hub.connect(stranger).createBrand('kiosk', 'K', 'K', TERMS, false))
        .to.be.revertedWithCustomError(hub, 'NotAdmitted')
        .withArgs('kiosk', stranger)
      await expect(hub.connect(dave).createBrand('kiosk', 'K', 'K', TERMS, false)).to.emit(hub, 'BrandCreated')
    })
  })

  describe('rejects', () => {
    it('a code that was not admitted', async () => {
      const { hub, stranger } = world
      await expect(hub.connect(stranger).createBrand('kiosk', 'K', 'K', TERMS, false))
        .to.be.revertedWithCustomError(hub, 'NotAdmitted')
        .withArgs('kiosk', stranger)
    })

    it('a code that is taken', async () => {
      const { hub, operator, cafeOwner } = world
      await expect(hub.connect(cafeOwner).createBrand('cafe-uno', 'K', 'K', TERMS, false))
        .to.be.revertedWithCustomError(hub, 'BrandCodeTaken')
        .withArgs('cafe-uno')
      await expect(hub.connect(operator).admit('cafe-uno', cafeOwner))
        .to.be.revertedWithCustomError(hub, 'BrandCodeTaken')
        .withArgs('cafe-uno')
    })

    for (const code of [
      '',
      'ab',
      'a'.repeat(21),
      'Café',
      'KIOSK',
      'kio sk',
      'kio_sk',
      'kiosk.',
      'kiosk`',
      'kiosk{',
      'kio/',
      'kio:',
    ]) {
      it(`the code "${code}"`, async () => {
        await expect(create({ code })).to.be.revertedWithCustomError(world.hub, 'BadBrandCode').withArgs(code)
      })
    }

    for (const [name, symbol] of [
      ['', 'K'],
      ['K', ''],
      ['n'.repeat(32), 'K'],
      ['K', 's'.repeat(32)],
    ] as const) {
      it(`the name "${name}" with the symbol "${symbol}"`, async () => {
        await expect(create({ name, symbol }))
          .to.be.revertedWithCustomError(world.hub, 'BadBrandName')
          .withArgs(name, symbol)
      })
    }

    for (const bad of [
      { rate: 0n },
      { rate: 2n ** 36n },
      { spreadBps: 1_024n },
      { promisePercent: 0n },
      { promisePercent: 4n },
      { promisePercent: 7n },
      { promisePercent: 105n },
      { life: 0n },
      { life: 6n },
      { life: 4n, never: true },
    ]) {
      it(`terms out of bounds: ${describeEdge(bad)}`, async () => {
        const { never, ...terms } = { never: false, ...bad }
        await expect(create(bad))
          .to.be.revertedWithCustomError(world.cafe.token, 'TermsOutOfBounds')
          .withArgs(5n, Object.values({ ...TERMS, ...terms }))
        expect(typeof never).to.equal('boolean')
      })
    }

    it('a second initialization of a token', async () => {
      const { cafe, cafeOwner, hub, connection } = world
      await expect(cafe.token.connect(cafeOwner).initialize(TERMS, cafeOwner))
        .to.be.revertedWithCustomError(cafe.token, 'NotHub')
        .withArgs(cafeOwner)
      const address = await hub.getAddress()
      await connection.networkHelpers.impersonateAccount(address)
      await connection.networkHelpers.setBalance(address, 10n ** 18n)
      const asHub = await world.ethers.getSigner(address)
      await expect(cafe.token.connect(asHub).initialize(TERMS, cafeOwner))
        .to.be.revertedWithCustomError(cafe.token, 'AlreadyInitialized')
        .withArgs(cafe.id)
    })
  })
})

function describeEdge(edge: Record<string, bigint | boolean>): string {
  return Object.entries(edge)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ')
}
