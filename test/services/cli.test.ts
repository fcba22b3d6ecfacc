import { expect } from 'chai'
import { numberToHex, padHex } from 'viem'
import { claimAddressOf } from '../../chain/claims/claim-address.ts'
import { type CliNetwork, startCliNetwork } from './cli-network.ts'

const DAY = 86_400

describe('points, the command line', function () {
  this.timeout(120_000)
  let net: CliNetwork

  before('a network with two brands', async () => {
    net = await startCliNetwork()
    for (const name of ['ann', 'ben', 'river']) await net.json('member', 'new', name)
    for (const name of ['cafe-owner', 'air-owner', 'cafe-minter']) await net.json('key', 'new', name, '--gas')
  })

  after(() => net.stop())

  describe('operator', () => {
    it('admits brands', async () => {
      const owner = await net.addressOf('cafe-owner')
      const answer = await net.json('network', 'admit', 'cafe', 'cafe-owner', '--as', 'operator')
      expect(answer).to.include({ code: 'cafe', owner, dryRun: false })
      await net.json('network', 'admit', 'air', 'air-owner', '--as', 'operator')
    })

    it('adds a cause', async () => {
      const add = ['cause', 'add', 'River Watch', '--registration', '1088281', '--payout', 'river', '--as', 'operator']
      expect(await net.json(...add)).to.include({ name: 'River Watch', causeId: 1 })
      const [cause] = await net.json<Record<string, unknown>[]>('cause', 'list')
      expect(cause).to.include({ causeId: 1, active: true, creditUsd: '0.00', payout: await net.addressOf('river') })
    })

    it('gives and takes network roles', async () => {
      await net.json('network', 'roles', 'ben', '--grant', 'guardian', '--as', 'operator')
      const { guardian } = await net.json<Record<string, string[]>>('network', 'roles')
      expect(guardian).to.include(await net.addressOf('ben'))
      await net.json('network', 'roles', 'ben', '--revoke', 'guardian', '--as', 'operator')
      const after = await net.json<Record<string, string[]>>('network', 'roles')
      expect(after['guardian']).to.deep.equal([await net.addressOf('operator')])
    })

    it('turns a cause off and on and proposes another payout address, which the cause drops', async () => {
      expect(await net.json('cause', 'active', '1', 'off', '--as', 'operator')).to.include({ active: false })
      await net.json('cause', 'active', '1', 'on', '--as', 'operator')
      const proposed = await net.json('cause', 'payout', '1', '--propose', 'ben', '--as', 'operator')
      expect(proposed['proposedNow']).to.equal(await net.addressOf('ben'))
      expect(await net.json('cause', 'payout', '1', '--cancel', '--as', 'river')).to.include({ proposedNow: null })
    })
  })

  describe('brand', () => {
    it('is created with its terms and noted in network.json', async () => {
      const cafe = ['brand', 'create', 'cafe', '--name', 'Café Uno', '--rate', '0.10', '--as', 'cafe-owner']
      expect(await net.json(...cafe)).to.include({ brandId: 1, symbol: 'CAFE', usdPerPoint: '0.10', lifeEpochs: 4 })
      const air = ['brand', 'create', 'air', '--name', 'Airline', '--rate', '0.02', '--life', '2', '--spread', '1.5']
      expect(await net.json(...air, '--as', 'air-owner')).to.include({ brandId: 2, spreadPercent: '1.50' })
    })

    it('is funded, making the money first on a local chain', async () => {
      const fund = ['brand', 'fund', 'cafe', '1000', '--mint-dev', '--as', 'cafe-owner']
      expect(await net.json(...fund)).to.include({ amount: '1000.00', reserveBefore: '0.00', reserve: '1000.00' })
      await net.json('brand', 'fund', 'air', '1000', '--mint-dev', '--as', 'air-owner')
    })

    it('makes a minter and sets quotas', async () => {
      await net.json('brand', 'roles', 'cafe', 'cafe-minter', '--set', 'minter', '--as', 'cafe-owner')
      const quota = [
        'brand',
        'quota',
        'cafe',
        'cafe-minter',
        '--mint',
        '50000',
        '--clawback',
        '5000',
        '--claims',
        '900',
      ]
      await net.json(...quota, '--as', 'cafe-owner')
      const { minters, claimQuota } = await net.json<{ minters: unknown[]; claimQuota: unknown }>(
        'brand',
        'quota',
        'cafe',
      )
      const full = (limit: string) => ({ limit, available: limit, announcedLimit: null, announcedAt: null })
      const account = await net.addressOf('cafe-minter')
      const expected = { account, roles: ['minter'], mintQuota: full('50000.00'), clawbackQuota: full('5000.00') }
      expect(minters).to.deep.equal([expected])
      expect(claimQuota).to.deep.equal(full('900.00'))
    })

    it('shows itself and is listed', async () => {
      const shown = await net.json<Record<string, unknown>>('brand', 'show', 'cafe')
      expect(shown).to.include({
        code: 'cafe',
        reserve: '1000.00',
        supply: '0.00',
        coverPercent: null,
        announced: null,
      })
      const list = await net.json<Record<string, unknown>[]>('brand', 'list')
      expect(list.map(({ code }) => code)).to.deep.equal(['cafe', 'air'])
    })

    it('announces new terms for after the notice, and cancels a cut', async () => {
      const announced = await net.json('brand', 'announce', 'cafe', '--rate', '0.09', '--as', 'cafe-owner')
      expect(Date.parse(announced['effectiveAt'] ?? '') - Date.now()).to.be.greaterThan(9 * DAY * 1000)
      const { terms } = await net.json<{ terms: unknown }>('brand', 'show', 'cafe')
      expect(terms).to.deep.include({ usdPerPoint: '0.10' })
      await net.json('brand', 'cancel', 'cafe', '--as', 'cafe-owner')
      expect(await net.json('brand', 'show', 'cafe')).to.include({ announced: null })
    })

    it('closes and opens its entrance', async () => {
      await net.json('brand', 'accept', 'cafe', '--none', '--as', 'cafe-owner')
      expect(await net.json('quote', '1', 'air', 'cafe')).to.include({ accepted: false })
      await net.json('brand', 'accept', 'cafe', '--all', '--as', 'cafe-owner')
      await net.json('brand', 'accept', 'cafe', '--not-from', 'air', '--as', 'cafe-owner')
      expect(await net.json('quote', '1', 'air', 'cafe')).to.include({ accepted: true })
      await net.json('brand', 'accept', 'cafe', '--from', 'air', '--as', 'cafe-owner')
    })
  })

  describe('member', () => {
    before('ann and ben buy something', async () => {
      const [ann, ben] = [await net.addressOf('ann'), await net.addressOf('ben')]
      await net.mint('cafe-minter', 1, [
        { member: ann, points: 10_000n },
        { member: ben, points: 5_000n },
      ])
    })

    it('gets a quote, with and without an account', async () => {
      const anyone = await net.json('quote', '10', 'cafe', 'air')
      expect(anyone).to.include({ valueUsd: '1.00', pointsOut: '49.26', accepted: true })
      expect(await net.json('quote', '10', 'cafe', 'air', '--member', 'ann')).to.deep.equal(anyone)
      expect(await net.json('quote', '10', 'cafe')).to.include({ valueUsd: '1.00' })
    })

    it('swaps at the quote', async () => {
      const swapped = await net.json('swap', '10', 'cafe', 'air', '--as', 'ann')
      expect(swapped).to.include({ pointsIn: '10.00', minPoints: '49.26', pointsOut: '49.26' })
    })

    it('donates, and the cause withdraws it in stablecoin', async () => {
      expect(await net.json('donate', '5', 'cafe', '1', '--as', 'ann')).to.include({
        valueUsd: '0.50',
        cause: 'River Watch',
      })
      expect(await net.json('cause', 'withdraw', '1', '--as', 'river')).to.include({ paidUsd: '0.50' })
    })

    it('pays with points of two brands and is refunded in parts, once each', async () => {
      const paid = await net.json('pay', 'cafe', 'order-17', 'cafe:5', 'air:12.50', '--as', 'ann')
      expect(paid).to.include({ valueUsd: '0.75' })
      const refund = ['refund', 'cafe', 'order-17', '--member', 'ann', '--as', 'cafe-minter']
      const half = await net.json<Record<string, unknown>>(...refund, '--percent', '50')
      const leg = (brandId: number, points: string, valueUsd: string) => ({
        brandId,
        points,
        valueUsd,
        lapsedUsd: '0.00',
      })
      expect(half['legs']).to.deep.equal([leg(1, '2.50', '0.25'), leg(2, '6.25', '0.125')])
      const again = await net.json<Record<string, unknown>>(...refund, '--percent', '50')
      expect(again['transactions']).to.deep.equal([])
      expect(await net.json(...refund)).to.include({ refundedBeforePercent: '50', refundedPercent: '100' })
    })

    it('redeems and transfers', async () => {
      expect(await net.json('redeem', '20', 'cafe', 'order-18', '--as', 'ann')).to.include({ parValueUsd: '2.00' })
      expect(await net.json('transfer', '10', 'cafe', 'ben', '--as', 'ann')).to.include({ points: '10.00' })
    })

    it('gives back what a returned purchase earned, once', async () => {
      const reverse = ['reverse', 'cafe', '1', 'ann', '30', '--as', 'cafe-minter']
      expect(await net.json(...reverse)).to.include({
        credited: '100.00',
        asked: '30.00',
        taken: '30.00',
        short: '0.00',
      })
      const again = await net.json<Record<string, unknown>>(...reverse)
      expect(again['transactions']).to.deep.equal([])
    })

    it('finds a credit in whatever run of a large batch it stands', async () => {
      const others = Array.from({ length: 70 }, (_, index) => {
        const member = padHex(numberToHex(index + 1, { size: 1 }), { size: 20, dir: 'right' })
        return { member, points: 100n }
      })
      const ben = await net.addressOf('ben')
      await net.mint('cafe-minter', 1, [...others, { member: ben, points: 500n }])
      for (const member of [others[0]?.member ?? ben, others[40]?.member ?? ben, others[69]?.member ?? ben]) {
        const reversed = await net.json('reverse', 'cafe', '2', member, '1', '--as', 'cafe-minter')
        expect(reversed).to.include({ credited: '1.00', taken: '1.00' })
      }
      expect(await net.json('reverse', 'cafe', '2', 'ben', '5', '--as', 'cafe-minter')).to.include({ taken: '5.00' })
    })

    it('has a balance with the expiry of each lot', async () => {
      const { brands } = await net.json<{ brands: Record<string, unknown>[] }>('member', 'balance', 'ann')
      expect(brands.map(({ brand, points }) => [brand, points])).to.deep.equal([
        ['cafe', '25.00'],
        ['air', '49.26'],
      ])
      expect(brands[0]?.['worthUsd']).to.equal('2.50')
      const one = await net.json<{ brands: unknown[] }>('member', 'balance', 'ann', '--brand', 'air')
      expect(one.brands).to.have.length(1)
    })

    it('has a history that adds up to the balance', async () => {
      const { movements } = await net.json<{ movements: Record<string, string>[] }>('member', 'history', 'ann')
      const cafe = movements.filter(({ brand }) => brand === 'cafe')
      const kinds = ['earned', 'swapped', 'donated', 'paid', 'refunded', 'refunded', 'redeemed', 'sent', 'taken back']
      expect(cafe.map(({ what }) => what)).to.deep.equal(kinds)
      const cents = cafe.map(({ points = '' }) => BigInt(points.replace('.', '')))
      expect(cents.reduce((sum, points) => sum + points, 0n)).to.equal(2_500n)
    })

    it('claims what was minted to a claim address', async () => {
      const { address } = await net.json('key', 'new', 'receipt-key')
      const claimAddress = claimAddressOf({ brandId: 1, claimKey: address as `0x${string}` })
      await net.mint('cafe-minter', 1, [{ member: claimAddress, points: 700n }])
      const claim = ['claim', 'cafe', '--claim-key', 'receipt-key', '--to', 'ben', '--as', 'ann']
      expect(await net.json(...claim)).to.include({ claimAddress, points: '7.00' })
      const { movements } = await net.json<{ movements: Record<string, string>[] }>('member', 'history', 'ben')
      expect(movements.at(-1)).to.include({ what: 'claimed', points: '7.00', detail: `from ${claimAddress}` })
    })

    it('locks and unlocks', async () => {
      await net.json('lock', '7d', '--as', 'ben')
      const { code, err } = await net.points('transfer', '1', 'cafe', 'ann', '--as', 'ben')
      expect([code, err.includes('locked'), err.includes('points unlock')]).to.deep.equal([1, true, true])
      expect((await net.json('unlock', '--as', 'ben'))['unlockAt']).to.match(/^\d{4}-\d\d-\d\dT/)
    })
  })

  describe('the end of a brand', () => {
    it('withdraws from its reserve after the notice', async () => {
      expect(await net.json('brand', 'withdraw', 'cafe', '--request', '100', '--as', 'cafe-owner')).to.include({
        asked: '100.00',
      })
      await net.json('brand', 'withdraw', 'cafe', '--cancel', '--as', 'cafe-owner')
      await net.json('brand', 'withdraw', 'cafe', '--request', '100', '--as', 'cafe-owner')
      await net.travel(10 * DAY + 1)
      expect(await net.json('brand', 'withdraw', 'cafe', '--execute', '--as', 'cafe-owner')).to.include({
        paid: '100.00',
      })
    })

    it('pauses and resumes the network', async () => {
      expect((await net.json('network', 'pause', '1h', '--as', 'operator'))['pausedUntil']).to.match(/Z$/)
      const { code, err } = await net.points('swap', '1', 'cafe', 'air', '--as', 'ann')
      expect([code, err.includes('The network is paused until')]).to.deep.equal([1, true])
      await net.json('network', 'unpause', '--as', 'operator')
      expect(await net.json('network', 'status')).to.include({ pausedUntil: null })
    })

    it('sweeps what has expired', async () => {
      await net.travel(5 * 180 * DAY)
      expect(await net.json('sweep', 'cafe', 'ann', 'ben', '--as', 'ann')).to.include({ swept: '92.00' })
    })

    it('winds down only when told that it cannot be undone, and pays the remainder 90 days later', async () => {
      expect((await net.points('brand', 'wind-down', 'cafe', '--as', 'cafe-owner')).code).to.equal(2)
      await net.json('brand', 'wind-down', 'cafe', '--irreversible', '--as', 'cafe-owner')
      await net.travel(90 * DAY + 1)
      const remainder = await net.json('brand', 'withdraw', 'cafe', '--remainder', '--as', 'cafe-owner')
      expect(remainder).to.include({ reserve: '0.00' })
    })

    it('stands in the status', async () => {
      const status = await net.json<Record<string, Record<string, unknown>[]>>('status')
      const cafe = status['brands']?.find(({ code }) => code === 'cafe')
      // Expired points count as supply until somebody sweeps them: those of the large batch.
      expect(cafe).to.include({ reserve: '0.00', supply: '67.00', state: 'winding down' })
      expect(status['database']).to.include({ reachable: false })
      expect(status['keys']?.map(({ name }) => name)).to.include('cafe-owner')
    })
  })
})
