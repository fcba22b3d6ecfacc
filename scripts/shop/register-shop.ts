import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerConnect } from './connect.ts'
import { registerDisconnect } from './disconnect.ts'
import { registerShopList } from './list.ts'
import { registerRotate } from './rotate.ts'
import { registerShopRules } from './rules.ts'

export function registerShop(program: Command, io: Io): void {
  const summary = 'Connect the shops of a brand, so that orders mint by themselves'
  const shop = program.command('shop').summary(summary).description(`${summary}.`)
  for (const register of [registerConnect, registerShopList, registerRotate, registerDisconnect, registerShopRules])
    register(shop, io)
}
