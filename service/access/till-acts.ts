import type { Database, Transaction } from '../database/open-database.ts'
import { addDevice, type NewDevice } from '../till/add-device.ts'
import type { Device } from '../till/device.ts'
import { revokeDevice } from '../till/revoke-device.ts'
import { type By, recorded, type Told } from './recorded.ts'

const tellTill = ({ number, name, location, mode }: Device): Told => ({
  subject: number,
  detail: { name, location, mode },
})

/** Adds a till; its key is a cashier's. */
export const addTillBy = (
  sql: Database | Transaction,
  by: By,
  device: Omit<NewDevice, 'brandId'>,
): Promise<{ device: Device; key: string }> =>
  recorded(sql, {
    ...{ by, act: 'till.add' },
    work: (own) => addDevice(own, { ...device, brandId: by.brandId }),
    tell: (added) => tellTill(added.device),
  })

export const revokeTillBy = (sql: Database | Transaction, by: By, number: number): Promise<Device> =>
  recorded(sql, {
    ...{ by, act: 'till.revoke', tell: tellTill },
    work: (own) => revokeDevice(own, { brandId: by.brandId, number }),
  })
