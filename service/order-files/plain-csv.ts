import { skipPlain } from '../../loyalty/line-rule.ts'
import { checkValue, type FileLine, type OrderFormat } from './file-line.ts'
import { readIdentifier, readPrice, readQuantity, readText } from './file-line.ts'
import { readCsv } from './read-csv.ts'

const COLUMNS = {
  order: { header: 'order', required: true },
  member: { header: 'member', required: true },
  item: { header: 'item', required: true },
  quantity: { header: 'quantity', required: true },
  price: { header: 'price', required: true },
  date: { header: 'date', required: false },
}

/** CSV of our own: one line per item of an order, a negative quantity for a return. */
export const plainCsv: OrderFormat = {
  read: (bytes) => readCsv(bytes, COLUMNS, toLine),
  skip: skipPlain,
}

function toLine(row: Record<keyof typeof COLUMNS, string>, line: number): FileLine {
  return checkValue({
    line,
    order: readIdentifier(row.order, 'order', line),
    member: readText(row.member, 'member', line),
    item: readText(row.item, 'item', line),
    quantity: readQuantity(row.quantity, 'quantity', line),
    price: readPrice(row.price, 'price', line),
    date: readText(row.date, 'date', line),
  })
}
