import type { Hex, LocalAccount, TypedDataDefinition } from 'viem'
import { numberToHex } from 'viem'
import type { Visitor } from './visitor.ts'

export const WALLET_NAME = 'Harbour Wallet'

export interface WalletOptions {
  account: LocalAccount
  /** The chain it is on to begin with. */
  chainId: number
  /** Whether its owner lets a page move it to another chain. */
  switches?: boolean
}

/** What a page learns of a request: a result, or an error as EIP-1193 has it. */
type Answer = { result: unknown } | { error: { code: number; message: string } }

const refusal = (code: number, message: string): Answer => ({ error: { code, message } })

/** A wallet as a browser extension brings it: it announces itself (EIP-6963) and signs with a real key. */
export class Wallet {
  readonly account: LocalAccount
  /** What pages have asked it, in order. */
  readonly asked: string[] = []
  #chainId: number
  readonly #switches: boolean

  private constructor({ account, chainId, switches = true }: WalletOptions) {
    this.account = account
    this.#chainId = chainId
    this.#switches = switches
  }

  /** Installs it in a visitor's browser, before any page is open. */
  static async install({ context }: Visitor, options: WalletOptions): Promise<Wallet> {
    const wallet = new Wallet(options)
    await context.exposeFunction('walletOfTest', (method: string, params: unknown[] | undefined) =>
      wallet.#answer(method, params ?? []),
    )
    await context.addInitScript(announceWallet, WALLET_NAME)
    return wallet
  }

  get chainId(): number {
    return this.#chainId
  }

  async #answer(method: string, params: readonly unknown[]): Promise<Answer> {
    this.asked.push(method)
    const { address } = this.account
    switch (method) {
      case 'eth_requestAccounts':
      case 'eth_accounts':
        return { result: [address] }
      case 'wallet_requestPermissions':
      case 'wallet_getPermissions':
        return { result: [permission(address)] }
      case 'wallet_revokePermissions':
        return { result: null }
      case 'eth_chainId':
        return { result: numberToHex(this.#chainId) }
      case 'wallet_switchEthereumChain':
        return this.#switch(params[0] as { chainId: Hex })
      case 'personal_sign':
        return { result: await this.account.signMessage({ message: { raw: params[0] as Hex } }) }
      case 'eth_signTypedData_v4':
        return { result: await this.account.signTypedData(JSON.parse(params[1] as string) as TypedDataDefinition) }
      default:
        return refusal(4200, `This wallet does not do ${method}.`)
    }
  }

  #switch({ chainId }: { chainId: Hex }): Answer {
    if (!this.#switches) return refusal(4902, 'Unrecognized chain ID.')
    this.#chainId = Number(chainId)
    return { result: null }
  }
}

const permission = (address: string): object => ({
  parentCapability: 'eth_accounts',
  caveats: [{ type: 'restrictReturnedAccounts', value: [address] }],
})

/** Runs in the page. */
function announceWallet(name: string): void {
  type Told = (event: unknown) => void
  const listeners = new Map<string, Set<Told>>()
  const tell = (event: string, told: unknown): void => {
    for (const listener of listeners.get(event) ?? []) listener(told)
  }
  const ask = (window as unknown as { walletOfTest: (method: string, params?: unknown[]) => Promise<Answer> })
    .walletOfTest
  const provider = {
    async request({ method, params }: { method: string; params?: unknown[] }): Promise<unknown> {
      const answer = await ask(method, params)
      if ('error' in answer) throw Object.assign(new Error(answer.error.message), { code: answer.error.code })
      if (method === 'wallet_switchEthereumChain') tell('chainChanged', (params?.[0] as { chainId: string }).chainId)
      return answer.result
    },
    on(event: string, listener: Told): void {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener))
    },
    removeListener(event: string, listener: Told): void {
      listeners.get(event)?.delete(listener)
    },
  }
  const icon = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/%3E'
  const info = { uuid: '350670db-19fa-4704-a166-e52e178b59d2', name, icon, rdns: 'example.harbour.wallet' }
  const announce = (): boolean =>
    dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail: Object.freeze({ info, provider }) }))
  addEventListener('eip6963:requestProvider', announce)
  announce()
}
