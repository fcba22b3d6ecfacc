import { strict as assert } from 'node:assert'
import { type Address, toHex } from 'viem'
import { pauseNetwork } from '../../../chain/actions/pauseNetwork.ts'
import { setRoles } from '../../../chain/actions/setRoles.ts'
import { unpauseNetwork } from '../../../chain/actions/unpauseNetwork.ts'
import type { ContractCall } from '../../../chain/call.ts'
import { sendCall } from '../../../chain/send.ts'
import { minterKeyName } from '../../../service/keys/stored-keys.ts'
import {
  alertsOf,
  deliver,
  type FireStage,
  node,
  openShop,
  saleOf,
  serve,
  type Serving,
  startFireStage,
  supplyOf,
  until,
} from './fire-stage.ts'

describe('a minter that may not', function () {
  this.timeout(90_000)
  let stage: FireStage
  let service: Serving
  before(async () => {
    stage = await startFireStage()
    service = await serve(stage)
  })
  after(async () => {
    await service?.stop()
    await stage?.stop()
  })

  type Trouble = {
    title: string
    code: string
    alert: string
    begin: () => Promise<unknown>
    end: () => Promise<unknown>
  }

  const minter = (code: string): Promise<Address> => stage.network.addressOf(minterKeyName(code))
  const send = async (call: ContractCall | Promise<ContractCall>) => sendCall(stage.operator, await call)
  const setEther = async (code: string, wei: bigint) => node(stage, 'anvil_setBalance', await minter(code), toHex(wei))
  const give = async (code: string, roles: 'minter'[]) => {
    const brandId = stage.brandIds.get(code) ?? 0
    await send(setRoles(stage.client, { brandId, account: await minter(code), roles }))
  }

  const TROUBLES: Trouble[] = [
    {
      title: 'has no ether left',
      code: 'poor-cafe',
      alert: 'gasMoneyShort',
      begin: () => setEther('poor-cafe', 0n),
      end: () => setEther('poor-cafe', 10n ** 20n),
    },
    {
      title: 'lost its role',
      code: 'fired-cafe',
      alert: 'minterRoleMissing',
      begin: () => give('fired-cafe', []),
      end: () => give('fired-cafe', ['minter']),
    },
    {
      title: 'meets a paused network',
      code: 'paused-cafe',
      alert: 'networkPaused',
      begin: () => send(pauseNetwork(stage.client, { seconds: 3_600n })),
      end: () => send(unpauseNetwork(stage.client)),
    },
  ]

  for (const { title, code, alert, begin, end } of TROUBLES) {
    it(`${title}: deliveries are booked, an alert is open, and all is minted once it may again`, async () => {
      await openShop(stage, code)
      assert.equal(await deliver(stage, service, saleOf(code, 1)), 200)
      await until(() => supplyOf(stage, code), 1_000n)
      await begin()
      for (let member = 2; member < 5; member += 1)
        assert.equal(await deliver(stage, service, saleOf(code, member)), 200)
      await until(async () => (await alertsOf(stage, code)).includes(alert), true)
      assert.equal(await supplyOf(stage, code), 1_000n)
      await end()
      await until(() => supplyOf(stage, code), 4_000n, 40)
      await until(() => alertsOf(stage, code), [])
    })
  }
})
