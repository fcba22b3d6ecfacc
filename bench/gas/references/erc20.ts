import type { PlainERC20 } from '../../../types/ethers-contracts/index.ts'
import { type BenchWorld, makeMembers, settle, tick } from '../bench-world.ts'
import { type Figure, figureOf, GAS, type Receipt, receiptOf } from '../figure.ts'

const AMOUNT = 1_234n

/** OpenZeppelin's ERC20: one token, no money behind it, nothing that expires. */
export async function measureErc20(world: BenchWorld): Promise<Figure[]> {
  const { ethers, deployer } = world
  const token = (await ethers.deployContract('PlainERC20', ['Plain', 'PLAIN'], deployer)) as unknown as PlainERC20
  const [holder, other, newcomer] = await makeMembers(world, 'erc20', 3)
  if (holder === undefined || other === undefined || newcomer === undefined) throw new Error('There are no members.')
  for (const { wallet } of [holder, other]) await settle(token.mint(wallet, 1_000_000n))
  const take = async (send: () => ReturnType<PlainERC20['mint']>): Promise<Receipt[]> => {
    await tick(world)

    return [await receiptOf(send())]
  }
  const mine = token.connect(holder.wallet)

  return [
    figureOf({
      key: 'erc20-transfer',
      what: 'ERC20 transfer, receiver holds some',
      samples: await take(() => mine.transfer(other.wallet, AMOUNT, GAS)),
    }),
    figureOf({
      key: 'erc20-mint',
      what: 'ERC20 mint, existing holder',
      samples: await take(() => token.mint(holder.wallet, AMOUNT, GAS)),
    }),
    figureOf({
      key: 'erc20-mint-new',
      what: 'ERC20 mint, new holder',
      samples: await take(() => token.mint(newcomer.wallet, AMOUNT, GAS)),
    }),
    figureOf({ key: 'erc20-burn', what: 'ERC20 burn', samples: await take(() => mine.burn(AMOUNT, GAS)) }),
  ]
}
