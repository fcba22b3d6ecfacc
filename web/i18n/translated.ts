import type { Locale } from './locale.ts'

/** The same keys in another language: texts, and functions that put words around values. */
type Words<source> = {
  [key in keyof source]: source[key] extends (...values: infer values) => string
    ? (...values: values) => string
    : source[key] extends string
      ? string
      : Words<source[key]>
}

export type Translated<source> = Record<Locale, Words<source>>

/** One feature's words in every language; the compiler misses no key. */
export function translated<source>(
  words: { en: source } & Record<Exclude<Locale, 'en'>, Words<NoInfer<source>>>,
): Translated<source> {
  return words as Translated<source>
}
