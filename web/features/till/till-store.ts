/** What a till keeps in its browser: the sale at hand, what was sent and not answered, sales that wait, and past receipts. */
export type StoreName = 'now' | 'acts' | 'queue' | 'receipts'

const NAME = 'openpoints-till'
const STORES: readonly StoreName[] = ['now', 'acts', 'queue', 'receipts']

let opened: Promise<IDBDatabase> | undefined

function open(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(NAME, 1)
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name)
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser keeps nothing here.'))
  })
  return opened
}

function settled<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('The browser could not keep this.'))
  })
}

async function store(name: StoreName, mode: IDBTransactionMode): Promise<IDBObjectStore> {
  return (await open()).transaction(name, mode, { durability: 'strict' }).objectStore(name)
}

export async function keep(name: StoreName, key: string, value: unknown): Promise<void> {
  const put = (await store(name, 'readwrite')).put(value, key)
  await settled(put)
  const { transaction } = put
  if (transaction === null) return
  // It is kept when the transaction is over, not when the request is.
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve()
    transaction.onabort = () => reject(transaction.error ?? new Error('The browser could not keep this.'))
  })
}

export async function kept<Value>(name: StoreName, key: string): Promise<Value | undefined> {
  return (await settled((await store(name, 'readonly')).get(key))) as Value | undefined
}

export async function allKept<Value>(name: StoreName): Promise<Value[]> {
  return (await settled((await store(name, 'readonly')).getAll())) as Value[]
}

export async function drop(name: StoreName, key: string): Promise<void> {
  await settled((await store(name, 'readwrite')).delete(key))
}

/** Forgets everything but sales that still have to be told. */
export async function forgetTill(): Promise<void> {
  for (const name of ['now', 'acts', 'receipts'] as const) await settled((await store(name, 'readwrite')).clear())
}
