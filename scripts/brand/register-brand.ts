import type { Command } from 'commander'
import type { Io } from '../cli/io.ts'
import { registerAccept } from './accept.ts'
import { registerAnnounce } from './announce.ts'
import { registerCancel } from './cancel.ts'
import { registerCreate } from './create.ts'
import { registerFund } from './fund.ts'
import { registerList } from './list.ts'
import { registerQuota } from './quota.ts'
import { registerRoles } from './roles.ts'
import { registerShow } from './show.ts'
import { registerWindDown } from './wind-down.ts'
import { registerWithdraw } from './withdraw.ts'

export function registerBrand(program: Command, io: Io): void {
  const summary = 'Create, fund and run a brand'
  const brand = program.command('brand').summary(summary).description(`${summary}. A brand is named by its code.`)
  const parts = [
    registerCreate,
    registerList,
    registerShow,
    registerFund,
    registerAnnounce,
    registerCancel,
    registerAccept,
    registerRoles,
    registerQuota,
    registerWithdraw,
    registerWindDown,
  ]
  for (const register of parts) register(brand, io)
}
