/** What one request may ask for. */
export const limits = {
  requestBytes: 16_384,
  tokens: 600,
  depth: 6,
  aliases: 12,
  /** Fields, those of a fragment counted wherever it is spread. */
  selections: 300,
  /** Rows of one page, and of all pages of a request together. */
  pageRows: 200,
  requestRows: 1_000,
  /** How far into a list `offset` may reach; cursors reach everywhere. */
  offset: 10_000,
} as const

/** Rows of a page that states no limit. */
export const USUAL_PAGE = 50
