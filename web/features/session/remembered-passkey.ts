const KEY = 'openpoints.passkey'

/** Which passkey signed in here last; an id, nothing secret. */
export const rememberedPasskey = (): string | undefined => localStorage.getItem(KEY) ?? undefined

export const rememberPasskey = (credentialId: string): void => localStorage.setItem(KEY, credentialId)
