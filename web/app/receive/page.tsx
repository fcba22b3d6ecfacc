import type { Metadata } from 'next'
import Link from 'next/link'
import type { ReactNode } from 'react'
import { AddressText } from '../../components/address-text.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { QrCode } from '../../components/qr-code.tsx'
import { Button } from '../../components/ui/button.tsx'
import { Card } from '../../components/ui/card.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { sendText } from '../../messages/send.ts'
import { readPortalEnv } from '../../server/env.ts'
import { readPreferences } from '../../server/preferences.ts'
import { requireMember } from '../../server/require-member.ts'

export const metadata: Metadata = { title: 'Receive' }

/** The member's own code. The address stands behind `#`, which no browser sends. */
export default async function ReceivePage(): Promise<ReactNode> {
  const { account } = await requireMember('/receive')
  const text = sendText[(await readPreferences()).locale]
  return (
    <>
      <PageHeader title={text.receiveTitle}>{text.receiveLead}</PageHeader>
      <Card className="grid justify-items-center gap-5">
        <QrCode text={`${readPortalEnv().origin}/send#to=${account}`} label={text.receiveLabel} />
        <div className="grid justify-items-center gap-1">
          <h2 className="text-sm text-soft">{text.yourAddress}</h2>
          <AddressText value={account} />
        </div>
        <Notice>{text.linkable}</Notice>
        <Button asChild variant="secondary">
          <Link href="/send" prefetch={false}>
            {text.toSend}
          </Link>
        </Button>
      </Card>
    </>
  )
}
