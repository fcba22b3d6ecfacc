/** Text as the database can hold it: without the character of code 0, which shops may send. */
export const plainText = (text: string): string => text.replaceAll('\u0000', '\uFFFD')

/** The same as JSON. */
export const plainJson = (value: unknown): string => JSON.stringify(value).replaceAll(String.raw`\u0000`, '\uFFFD')
