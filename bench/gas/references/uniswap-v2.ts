import { createRequire } from 'node:module'
import type { BaseContract, ContractTransactionResponse } from 'ethers'
import type { PlainERC20 } from '../../../types/ethers-contracts/index.ts'
import { type BenchWorld, makeMembers, nextDay, settle, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

interface Build {
  abi: string[]
  evm: { bytecode: { object: string } }
}

/** The two calls of a pair that are used here. */
interface Pair extends BaseContract {
  mint(to: string): Promise<ContractTransactionResponse>
  swap(out0: bigint, out1: bigint, to: string, data: string, overrides: object): Promise<ContractTransactionResponse>
}

const LIQUIDITY = 10n ** 24n
const IN = 10n ** 18n
/** After the pair's fee of 0.3 % and its slippage. */
const OUT = (IN * 99n) / 100n

/** A swap at Uniswap v2's own pair contract, its bytecode from npm: the tokens were sent to it before. */
export async function measureUniswap(world: BenchWorld): Promise<Figure[]> {
  const { ethers, deployer } = world
  const [member] = await makeMembers(world, 'uniswap', 1)
  if (member === undefined) throw new Error('There is no member.')
  const tokens: PlainERC20[] = []
  for (const name of ['One', 'Two']) {
    const token = (await ethers.deployContract('PlainERC20', [name, name], deployer)) as unknown as PlainERC20
    await settle(token.mint(deployer, LIQUIDITY * 2n))
    await settle(token.mint(member.wallet, LIQUIDITY))
    tokens.push(token)
  }
  const pair = await createPair(world, tokens)
  const first = await inOrder(tokens)
  const samples: Receipt[] = []
  for (let i = 0; i < 5; i++) {
    await settle(first.connect(deployer).transfer(pair, IN))
    await tick(world)
    const connected = pair.connect(member.wallet) as Pair
    samples.push(await receiptOf(connected.swap(0n, OUT, member.wallet.address, '0x', GAS)))
  }

  return [
    figureOf({ key: 'uniswap-v2', what: 'Uniswap v2 pair.swap, receiver holds some, tokens sent before', samples }),
  ]
}

async function createPair(world: BenchWorld, tokens: readonly PlainERC20[]): Promise<Pair> {
  const { ethers, deployer } = world
  const load = (name: string) => createRequire(import.meta.url)(`@uniswap/v2-core/build/${name}.json`) as Build
  const { abi, evm } = load('UniswapV2Factory')
  const factory = await new ethers.ContractFactory(abi, evm.bytecode.object, deployer).deploy(deployer.address)
  const addresses = await Promise.all(tokens.map((token) => token.getAddress()))
  await settle(factory.getFunction('createPair').send(...addresses) as Promise<ContractTransactionResponse>)
  const found = (await factory.getFunction('getPair').staticCall(...addresses)) as string
  const pair = new ethers.Contract(found, load('UniswapV2Pair').abi, deployer) as unknown as Pair
  for (const token of tokens) await settle(token.connect(deployer).transfer(found, LIQUIDITY))
  await settle(pair.mint(deployer.address))
  await nextDay(world)

  return pair
}

/** The pair's token 0, which is the lower address. */
async function inOrder(tokens: readonly PlainERC20[]): Promise<PlainERC20> {
  const [one, two] = tokens
  if (one === undefined || two === undefined) throw new Error('A pair has two tokens.')

  return BigInt(await one.getAddress()) < BigInt(await two.getAddress()) ? one : two
}
