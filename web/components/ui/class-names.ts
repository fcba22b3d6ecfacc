import { type ClassValue, clsx } from 'clsx'

/** What a caller may want otherwise than a component has it. */
const KIND = /^(?:(min-h|max-w|size|rounded|p)-.+|(text)-(?:xs|sm|base|lg|\d?xl))$/

/** Class names joined; of two of one kind the later one stays: a style sheet goes by its own order. */
export function classNames(...values: ClassValue[]): string {
  const last = new Map<string, string>()
  for (const name of clsx(values).split(' ')) {
    const at = name.lastIndexOf(':') + 1
    const kind = KIND.exec(name.slice(at))
    const key = kind ? `${name.slice(0, at)}${kind[1] ?? kind[2] ?? ''}` : name
    last.delete(key)
    last.set(key, name)
  }
  return [...last.values()].join(' ')
}
