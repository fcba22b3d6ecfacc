'use client'

import type { ReactNode } from 'react'
import { type Signer, addressOfSigner } from '../../../chain/account/signer.ts'
import { AddressText } from '../../components/address-text.tsx'

/** A signer as it can be told from others: its address, or the beginning of its key. */
export function SignerName({ signer }: { signer: Signer }): ReactNode {
  const address = addressOfSigner(signer)
  return <AddressText value={address ?? signer.x} />
}
