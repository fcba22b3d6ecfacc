import type { CDPSession, Page } from 'playwright-core'

/** A passkey as the virtual authenticator exports it. */
type Credential = Awaited<ReturnType<Passkeys['export']>>[number]

/** The fingerprint reader of a virtual phone: passkeys that are made and used without anybody's finger. */
export class Passkeys {
  readonly #cdp: CDPSession
  readonly #authenticatorId: string

  private constructor(cdp: CDPSession, authenticatorId: string) {
    this.#cdp = cdp
    this.#authenticatorId = authenticatorId
  }

  static async of(page: Page): Promise<Passkeys> {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('WebAuthn.enable')
    const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
    return new Passkeys(cdp, authenticatorId)
  }

  /** All passkeys of this phone: another page, or a phone with the same cloud, can be given them. */
  async export() {
    const { credentials } = await this.#cdp.send('WebAuthn.getCredentials', { authenticatorId: this.#authenticatorId })
    return credentials
  }

  async import(credentials: readonly Credential[]): Promise<void> {
    for (const credential of credentials) {
      await this.#cdp.send('WebAuthn.addCredential', { authenticatorId: this.#authenticatorId, credential })
    }
  }

  /** From now on the finger on the reader is a stranger's, or the owner's again. */
  async setVerified(isUserVerified: boolean): Promise<void> {
    await this.#cdp.send('WebAuthn.setUserVerified', { authenticatorId: this.#authenticatorId, isUserVerified })
  }

  /** Whether somebody puts a finger on the reader at all when asked. */
  async setPresent(enabled: boolean): Promise<void> {
    const authenticatorId = this.#authenticatorId
    await this.#cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled })
  }
}
