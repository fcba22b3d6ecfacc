import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect } from 'chai'
import { type CliNetwork, freePort, startCliNetwork } from './cli-network.ts'

const program = fileURLToPath(new URL('../../scripts/points.ts', import.meta.url))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

/** Runs the real program as a process of its own. */
async function points(home: string, ...args: string[]): Promise<Ended> {
  const env = { ...process.env, POINTS_HOME: home }
  try {
    return { code: 0, ...(await promisify(execFile)(process.execPath, [program, ...args], { env })) }
  } catch (error) {
    return error as Ended
  }
}

const STACK = /^\s+at .+:\d+:\d+/m

describe('points, refusing', function () {
  this.timeout(60_000)
  let net: CliNetwork

  before('a network with a brand', async () => {
    net = await startCliNetwork()
    await net.json('member', 'new', 'ann')
    await net.json('network', 'admit', 'cafe', 'operator', '--as', 'operator')
    await net.json('brand', 'create', 'cafe', '--name', 'Café', '--rate', '0.1', '--as', 'operator')
  })

  after(() => net.stop())

  describe('a wrong command line, with exit code 2', () => {
    const wrong: [string, string[], RegExp][] = [
      ['an unknown command', ['swop'], /unknown command 'swop'/],
      ['an unknown command of a group', ['brand', 'lst'], /unknown command 'lst'/],
      ['an unknown option', ['brand', 'list', '--jsn'], /unknown option '--jsn'/],
      ['a missing argument', ['swap', '10', 'cafe', '--as', 'ann'], /missing required argument 'to'/],
      ['a missing signer', ['swap', '10', 'cafe', 'air'], /--as <key>/],
      ['points that are no number', ['quote', '1e3', 'cafe'], /"1e3" is not a number of points/],
      ['points with three decimals', ['quote', '1.005', 'cafe'], /more than 2 digits/],
      ['negative points', ['quote', '--', '-5', 'cafe'], /"-5" is not a number of points/],
      ['zero points', ['quote', '0', 'cafe'], /Give at least 0.01/],
      ['a brand that is no code', ['quote', '1', 'Café'], /"Café" is no brand code/],
      ['an account that is no address', ['brand', 'list', '--hub', '0x12'], /"0x12" is no address/],
      ['no choice where one is needed', ['brand', 'withdraw', 'cafe', '--as', 'ann'], /Choose one of --request/],
      [
        'two choices where one is needed',
        ['brand', 'accept', 'cafe', '--all', '--none', '--as', 'ann'],
        /Choose one of --all/,
      ],
    ]
    for (const [what, args, says] of wrong) {
      it(what, async () => {
        const { code, err, out } = await net.points(...args)
        expect(code).to.equal(2)
        expect(err).to.match(says)
        expect(out + err).not.to.match(STACK)
      })
    }
  })

  describe('what cannot be done, with exit code 1 and a sentence', () => {
    const failing: [string, string[], RegExp][] = [
      [
        'a brand that does not exist',
        ['brand', 'show', 'nobody'],
        /There is no brand "nobody".*\n?.*points brand list/,
      ],
      ['a member that is neither', ['member', 'balance', 'zoe'], /"zoe" is neither an address nor a key/],
      ['a key that does not exist', ['unlock', '--as', 'zoe'], /There is no key zoe/],
      ['a key made twice', ['key', 'new', 'ann'], /There is a key named ann already/],
      [
        'a signer without the role',
        ['brand', 'roles', 'cafe', 'ann', '--set', 'minter', '--as', 'ann'],
        /ann \(0x\w{40}\) is not owner of brand cafe/,
      ],
      [
        'a signer without the network role',
        ['network', 'admit', 'air', 'ann', '--as', 'ann'],
        /ann \(0x\w{40}\) has no network role/,
      ],
      [
        'points that are not there',
        ['redeem', '5', 'cafe', 'x', '--as', 'ann'],
        /has 0\.00 points; 5\.00 points are needed/,
      ],
      ['money that is not there', ['brand', 'fund', 'cafe', '5', '--as', 'ann'], /ann has 0\.00 USD; 5\.00 are needed/],
      [
        'a payment that was not made',
        ['refund', 'cafe', 'o-1', '--member', 'ann', '--as', 'operator'],
        /made no payment/,
      ],
      [
        'a batch that was not minted',
        ['reverse', 'cafe', '9', 'ann', '1', '--as', 'operator'],
        /has minted no batch 9/,
      ],
      ['a cause that does not exist', ['donate', '1', 'cafe', '7', '--as', 'ann'], /There is no cause 7/],
    ]
    for (const [what, args, says] of failing) {
      it(what, async () => {
        const { code, err, out } = await net.points(...args)
        expect(err).to.match(says)
        expect(code).to.equal(1)
        expect(out + err).not.to.match(STACK)
      })
    }
  })

  describe('as a process', () => {
    it('says where the network is missing', async () => {
      const { code, stderr, stdout } = await points(`${net.home}/empty`, 'status')
      expect([code, stdout]).to.deep.equal([1, ''])
      expect(stderr).to.match(/There is no network in .* Start one with `npm start`/)
    })

    it('says where the chain is unreachable', async () => {
      const rpc = `http://127.0.0.1:${await freePort()}`
      const { code, stderr } = await points(net.home, 'brand', 'list', '--rpc', rpc)
      expect(code).to.equal(1)
      expect(stderr).to.match(/no chain answers at http.*\n.*npm start/)
      expect(stderr).not.to.match(STACK)
    })

    it('says where there is no hub', async () => {
      const nowhere = '0x000000000000000000000000000000000000dEaD'
      const { code, stderr } = await points(net.home, 'brand', 'list', '--rpc', net.rpcUrl, '--hub', nowhere)
      expect(code).to.equal(1)
      expect(stderr).to.match(/no such contract at that address/)
    })

    it('says where the passphrase is wrong', async () => {
      const env = { ...process.env, POINTS_HOME: net.home, POINTS_PASSPHRASE: 'another' }
      const failure = await promisify(execFile)(process.execPath, [program, 'unlock', '--as', 'ann'], { env }).catch(
        (error: Ended) => error,
      )
      expect(failure).to.include({ code: 1 })
      expect(failure.stderr).to.match(/The passphrase does not open .*ann\.json/)
    })

    it('ends with 0 and JSON on standard output alone', async () => {
      const { code, stdout, stderr } = await points(net.home, 'brand', 'list', '--json')
      expect([code, stderr]).to.deep.equal([0, ''])
      expect((JSON.parse(stdout) as unknown[]).length).to.equal(1)
    })
  })

  describe('with a person at the terminal', () => {
    const admit = ['network', 'admit', 'bakery', 'ann', '--as', 'operator']

    it('shows the plan, asks, and sends nothing on a no', async () => {
      const before = await net.nonceOf(await net.addressOf('operator'))
      const { code, out, err } = await net.pointsAsking('n', ...admit)
      expect([code, out.includes('Admit the brand "bakery"')]).to.deep.equal([0, true])
      expect(err).to.equal('Send this transaction? [y/N] Nothing was sent.\n')
      expect(await net.nonceOf(await net.addressOf('operator'))).to.equal(before)
    })

    it('sends on a yes, and does not ask with --yes', async () => {
      const agreed = await net.pointsAsking('y', ...admit)
      expect(agreed.out).to.match(/Done\.\n/)
      const unasked = await net.pointsAsking('n', ...admit, '--yes')
      expect(unasked.out).to.match(/Done\.\n/)
      expect(unasked.err).not.to.include('?')
    })
  })

  it('finds a network by --rpc and --hub alone', async () => {
    const { code, stdout } = await points(`${net.home}/empty`, 'brand', 'list', '--rpc', net.rpcUrl, '--hub', net.hub)
    expect([code, stdout.includes('cafe')]).to.deep.equal([0, true])
  })

  describe('--dry-run', () => {
    it('tries the plan and sends nothing', async () => {
      const account = await net.addressOf('operator')
      const before = await net.nonceOf(account)
      const { code, out } = await net.points(
        'brand',
        'fund',
        'cafe',
        '10',
        '--mint-dev',
        '--as',
        'operator',
        '--dry-run',
      )
      expect([code, out.includes('Nothing was sent')]).to.deep.equal([0, true])
      const answer = await net.json<Record<string, unknown>>(
        'network',
        'admit',
        'air',
        'ann',
        '--as',
        'operator',
        '--dry-run',
      )
      expect(answer).to.include({ dryRun: true })
      expect(answer).not.to.have.property('transactions')
      expect(await net.nonceOf(account)).to.equal(before)
    })

    it('fails as sending would', async () => {
      const { code, err } = await net.points('network', 'unpause', '--as', 'operator', '--dry-run')
      expect([code, err.includes('The network is not paused')]).to.deep.equal([1, true])
    })
  })
})
