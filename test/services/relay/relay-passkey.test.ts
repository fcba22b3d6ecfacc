import { strict as assert } from 'node:assert'
import { type Address, type Hex, getAddress, toHex } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { getCode } from 'viem/actions'
import { accountAddress } from '../../../chain/account/account-address.ts'
import { addSignerCall } from '../../../chain/account/account-calls.ts'
import { accountImplementation } from '../../../chain/account/account-implementation.ts'
import type { SignedOperation } from '../../../chain/account/account-operation.ts'
import { signAccountIntent } from '../../../chain/account/sign-account-intent.ts'
import { freshNonce, signOperation } from '../../../chain/account/sign-operation.ts'
import { toAddressSigner } from '../../../chain/account/signer.ts'
import { getChainTime } from '../../../chain/actions/getChainTime.ts'
import { getDomain } from '../../../chain/actions/getDomain.ts'
import { claimAddressOf } from '../../../chain/claims/claim-address.ts'
import { signClaim } from '../../../chain/claims/sign-claim.ts'
import { type Intent, toIntent } from '../../../chain/intents/intent.ts'
import type { Service } from '../../../service/http/serve.ts'
import {
  type RelayStage,
  balanceOf,
  credit,
  gasMoneyOf,
  openService,
  post,
  settled,
  someone,
  startRelayStage,
  wire,
} from './relay-stage.ts'
import { type SoftwarePasskey, softwarePasskey } from './software-passkey.ts'

type Member = SoftwarePasskey & { address: Address }

describe('the relay and passkey accounts', function () {
  this.timeout(60_000)
  let stage: RelayStage
  let service: Service
  before(async () => {
    stage = await startRelayStage()
    service = await openService(stage)
  })
  after(async () => {
    await service.stop()
    await stage.stop()
  })

  const newMember = async (): Promise<Member> => {
    const passkey = softwarePasskey()
    const implementation = await accountImplementation(stage.client, stage.accountFactory)
    return { ...passkey, address: accountAddress({ factory: stage.accountFactory, implementation, key: passkey.key }) }
  }
  const isMade = async ({ address }: Member): Promise<boolean> =>
    (await getCode(stage.client, { address })) !== undefined

  const transfer = async (
    member: Member,
    more: { nonce?: bigint; points?: bigint; to?: Address } = {},
  ): Promise<Intent> => {
    const [domain, { now }] = await Promise.all([getDomain(stage.client), getChainTime(stage.client)])
    const message = {
      member: member.address,
      brandId: stage.brands.first,
      to: someone(),
      points: 100n,
      nonce: 0n,
      ...more,
    }
    return signAccountIntent(member.signer, {
      ...{ account: member.address, domain, verb: 'Transfer' as const },
      message: { ...message, deadline: now + 120n },
    })
  }
  const send = (intent: Intent, { key }: Pick<Member, 'key'>) =>
    post(service.url, '/v1/intents', { ...wire(intent), account: key })

  it('makes an account with its first intent, once', async () => {
    const member = await newMember()
    await credit(stage, [member], 1_000n)
    assert.equal(await isMade(member), false)
    const to = someone()
    const both = [await transfer(member, { to }), await transfer(member, { to, nonce: 1n })]
    const answers = []
    for (const intent of both) answers.push(await send(intent, member))
    for (const { status, body } of answers) {
      assert.equal(status, 202, JSON.stringify(body))
      assert.equal((await settled(service.url, String(body['id']))).status, 'done')
    }
    assert.equal(await isMade(member), true)
    assert.equal(await balanceOf(stage, stage.brands.first, to), 200n)
    const kinds = await service.relay.database`select kind from transactions where kind = 'deployment'`
    assert.equal(kinds.length, 1)
  })

  it('carries a claim to an account that does not exist yet, and makes it', async () => {
    const member = await newMember()
    const claimKey = privateKeyToAccount(generatePrivateKey())
    const brandId = stage.brands.first
    await credit(stage, [{ address: claimAddressOf({ brandId, claimKey: claimKey.address }) }], 700n)
    const domain = await getDomain(stage.client)
    const message = { brandId, claimKey: claimKey.address, to: member.address }
    const signature = await signClaim(claimKey, { domain, brandId, to: member.address })
    const intent = toIntent({ verb: 'Claim', message }, signature)
    const { status, body } = await send(intent, member)
    assert.equal(status, 202, JSON.stringify(body))
    assert.equal((await settled(service.url, String(body['id']))).status, 'done')
    assert.equal(await balanceOf(stage, brandId, member.address), 700n)
    assert.equal(await isMade(member), true)
    assert.equal((await send(intent, member)).body['id'], body['id'])
  })

  it('refuses fresh passkeys without points, keys of others and foreign signatures, at no cost', async () => {
    const before = await gasMoneyOf(stage)
    const [poor, rich, thief] = [await newMember(), await newMember(), await newMember()]
    await credit(stage, [rich], 1_000n)
    const code = async (answer: ReturnType<typeof send>) => (await answer).body['code']
    assert.equal(await code(send(await transfer(poor), poor)), 'ERC20InsufficientBalance')
    assert.equal(await code(send(await transfer(rich), thief)), 'WrongAccountKey')
    const stolen = await transfer({ ...thief, address: rich.address })
    assert.equal(await code(send(stolen, rich)), 'BadSignature')
    assert.equal((await post(service.url, '/v1/intents', wire(await transfer(rich)))).body['code'], 'BadSignature')
    assert.equal(await isMade(rich), false)
    assert.equal(await gasMoneyOf(stage), before)
  })

  const operate = async (member: Member, more: Partial<SignedOperation> = {}): Promise<SignedOperation> => {
    const { now } = await getChainTime(stage.client)
    const calls = [addSignerCall(member.address, toAddressSigner(someone()))]
    const request = {
      account: member.address,
      chainId: 31_337,
      calls,
      nonce: freshNonce(),
      deadline: now + 120n,
      ...more,
    }
    return signOperation(member.signer, request)
  }
  const sendOperation = (operation: SignedOperation, key?: Member['key']) =>
    post(
      service.url,
      '/v1/account-operations',
      JSON.stringify({ operation, ...(key ? { account: key } : {}) }, (_, value: unknown) =>
        typeof value === 'bigint' ? value.toString() : value,
      ),
    )

  it('carries changes of an account of its own keys, and nothing else', async () => {
    const member = await newMember()
    await credit(stage, [member], 1_000n)
    const operation = await operate(member)
    const { status, body } = await sendOperation(operation, member.key)
    assert.equal(status, 202, JSON.stringify(body))
    const fate = await settled(service.url, String(body['id']))
    assert.deepEqual([fate.status, fate.verb], ['done', 'execute'])
    assert.equal((await sendOperation(operation, member.key)).body['id'], body['id'])
    const before = await gasMoneyOf(stage)
    const foreign = { to: getAddress(stage.client.contracts.hub), value: 0n, data: '0x12345678' as Hex }
    const refused = await sendOperation(await operate(member, { calls: [foreign] }))
    assert.equal(refused.body['code'], 'NotSponsored')
    const forged = { ...(await operate(member)), signature: toHex(new Uint8Array(300)) }
    assert.equal((await sendOperation(forged)).status, 422)
    const other = await newMember()
    const empty = await sendOperation(await operate(other), other.key)
    assert.equal(empty.body['code'], 'TooFewPoints')
    assert.equal(await gasMoneyOf(stage), before)
  })
})
