/** Stands in for WalletConnect's own window, which is never opened. */
export function createAppKit(): never {
  throw new Error('The portal shows the code of WalletConnect itself.')
}
