/** An answer that says what went wrong, in the form of RFC 9457. */
export function problem(status: number, code: string, detail: string): Response {
  return new Response(JSON.stringify({ type: `urn:openpoints:${code}`, title: detail, status, code, detail }), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}
