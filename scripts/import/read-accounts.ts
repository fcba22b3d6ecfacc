import { isAddress } from 'viem'
import { readCsv } from '../../service/order-files/read-csv.ts'
import { fileBytes } from '../../service/order-files/read-order-file.ts'
import { OrderFileError } from '../../service/order-files/order-file-error.ts'

const COLUMNS = { member: { header: 'member', required: true }, address: { header: 'address', required: true } }

/** Accounts by member id, from a CSV with the columns member and address. */
export async function readAccounts(path: string): Promise<Map<string, string>> {
  const accounts = new Map<string, string>()
  try {
    for await (const rows of readCsv(fileBytes(path), COLUMNS, (row, line) => ({ ...row, line }))) {
      for (const { member, address, line } of rows) {
        if (member === '') throw new OrderFileError('member is empty. Every line needs one.', { line })
        if (!isAddress(address, { strict: false }) || /^0x0{40}$/.test(address)) {
          throw new OrderFileError(`address "${address}" is no address: 0x and 40 hexadecimal digits.`, { line })
        }
        accounts.set(member, address.toLowerCase())
      }
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new OrderFileError(`The file of accounts ${path} cannot be used. ${error.message}`, { cause: error })
  }
  return accounts
}
