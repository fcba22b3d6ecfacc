/** Text as the database can hold it: without the character of code 0, which shops may send. */
export const plainText = (text: string): string => text.replaceAll('\u0000', '\uFFFD')

/** The same as JSON; halves of characters, which a database cannot hold either, stand in it as escapes. */
export const plainJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/\\(\\|u0000|ud[89a-f][0-9a-f]{2})/g, (found, escaped: string) =>
    escaped === '\\' ? found : '\uFFFD',
  )
