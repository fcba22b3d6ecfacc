import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerConnect } from './connect.ts'
import { registerDisconnect } from './disconnect.ts'
import { registerShopList } from './list.ts'
import { registerRotate } from './rotate.ts'
import { registerShopRules } from './rules.ts'
import { registerShopTry } from './try.ts'

export function registerShop(program: Command, io: Io): void {
  const summary = 'Connect the shops of a brand, so that orders mint by themselves'
  const shop = program.command('shop').summary(summary).description(`${summary}.`)
  const commands = [
    ...[registerConnect, registerShopList, registerRotate, registerDisconnect, registerShopRules],
    registerShopTry,
  ]
  for (const register of commands) register(shop, io)
}
