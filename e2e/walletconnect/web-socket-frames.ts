import type { Duplex } from 'node:stream'

const TEXT = 1
const CLOSE = 8
const PING = 9
const PONG = 10

/** A frame as a server sends it: whole and without a mask (RFC 6455). */
export function frame(text: string, kind = TEXT): Buffer {
  const body = Buffer.from(text)
  const long = body.length > 0xffff
  const head = Buffer.alloc(long ? 10 : body.length > 125 ? 4 : 2)
  head[0] = 0x80 | kind
  head[1] = long ? 127 : body.length > 125 ? 126 : body.length
  if (long) head.writeBigUInt64BE(BigInt(body.length), 2)
  else if (head.length === 4) head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}

/** Calls back with every text a client sends in one frame; answers its pings. */
export function readFrames(socket: Duplex, tell: (text: string) => void): void {
  let held = Buffer.alloc(0)
  socket.on('data', (more: Buffer) => {
    held = Buffer.concat([held, more])
    for (let read = readFrame(held); read !== undefined; read = readFrame(held)) {
      held = held.subarray(read.size)
      if (read.kind === CLOSE) socket.end()
      else if (read.kind === PING) socket.write(frame(read.text, PONG))
      else if (read.kind === TEXT) tell(read.text)
    }
  })
}

function readFrame(held: Buffer): { kind: number; text: string; size: number } | undefined {
  if (held.length < 2) return undefined
  const short = held.readUInt8(1) & 0x7f
  const at = short === 127 ? 10 : short === 126 ? 4 : 2
  if (held.length < at) return undefined
  const length = short === 127 ? Number(held.readBigUInt64BE(2)) : short === 126 ? held.readUInt16BE(2) : short
  const size = at + 4 + length
  if (held.length < size) return undefined
  const mask = held.subarray(at, at + 4)
  const body = Buffer.from(held.subarray(at + 4, size).map((byte, index) => byte ^ (mask[index % 4] ?? 0)))
  return { kind: held.readUInt8(0) & 0x0f, text: body.toString('utf8'), size }
}
