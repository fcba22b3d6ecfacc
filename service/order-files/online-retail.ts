import { skipOnlineRetail } from '../../loyalty/line-rule.ts'
import { checkValue, type FileLine, type OrderFormat } from './file-line.ts'
import { readIdentifier, readPrice, readQuantity, readText } from './file-line.ts'
import { readCsv } from './read-csv.ts'

const COLUMNS = {
  order: { header: 'InvoiceNo', required: true },
  item: { header: 'StockCode', required: true },
  quantity: { header: 'Quantity', required: true },
  date: { header: 'InvoiceDate', required: true },
  price: { header: 'UnitPrice', required: true },
  member: { header: 'CustomerID', required: true },
}

/** The UCI "Online Retail" file: one line per product of an invoice; customers are written as floats. */
export const onlineRetail: OrderFormat = {
  read: (bytes) => readCsv(bytes, COLUMNS, toLine),
  skip: skipOnlineRetail,
}

function toLine(row: Record<keyof typeof COLUMNS, string>, line: number): FileLine {
  return checkValue({
    line,
    order: readIdentifier(row.order, 'InvoiceNo', line),
    item: readText(row.item, 'StockCode', line),
    quantity: readQuantity(row.quantity, 'Quantity', line),
    date: readText(row.date, 'InvoiceDate', line),
    price: readPrice(row.price, 'UnitPrice', line),
    member: readText(row.member.replace(/\.0$/, ''), 'CustomerID', line),
  })
}
