'use client'

import { ScanLine } from 'lucide-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Dialog } from '../../components/ui/dialog.tsx'
import { Field, Input } from '../../components/ui/field.tsx'
import { Notice } from '../../components/ui/notice.tsx'
import { useText } from '../../i18n/provider.tsx'
import { scanText } from '../../messages/scan.ts'

/** Opens the camera, or takes a picture, and gives the text of the QR code in it. */
export function ScanButton({ label, onText }: { label?: string; onText: (text: string) => void }): ReactNode {
  const text = useText(scanText)
  const [open, setOpen] = useState(false)
  const found = (code: string): void => {
    setOpen(false)
    onText(code)
  }
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        <ScanLine aria-hidden className="size-5" />
        {label ?? text.scan}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={text.title}>
        <Camera onText={found} />
        <PictureField onText={found} />
      </Dialog>
    </>
  )
}

type CameraState = 'starting' | 'looking' | 'denied' | 'none'

function Camera({ onText }: { onText: (text: string) => void }): ReactNode {
  const text = useText(scanText)
  const video = useRef<HTMLVideoElement>(null)
  const tell = useRef(onText)
  const [state, setState] = useState<CameraState>('starting')
  useEffect(() => {
    tell.current = onText
  })
  useEffect(() => {
    const control = new AbortController()
    watchCamera(video.current, {
      signal: control.signal,
      onLooking: () => setState('looking'),
      onText: (code) => tell.current(code),
    }).catch((error: unknown) => {
      if (!control.signal.aborted) setState(isDenied(error) ? 'denied' : 'none')
    })
    return () => control.abort()
  }, [])
  const lost = state === 'denied' || state === 'none'
  return (
    <div className="grid gap-3">
      {!lost && (
        <video
          ref={video}
          muted
          playsInline
          aria-hidden
          className="aspect-square w-full rounded-2xl bg-sunken object-cover"
        />
      )}
      <div role="status">
        {lost ? (
          <Notice tone="warn">{text[state]}</Notice>
        ) : (
          <p className="text-center text-sm text-soft">{text[state]}</p>
        )}
      </div>
    </div>
  )
}

const isDenied = (error: unknown): boolean => error instanceof DOMException && error.name === 'NotAllowedError'

interface WatchParameters {
  signal: AbortSignal
  onLooking: () => void
  onText: (text: string) => void
}

/** Looks at the camera four times a second until there is a code or somebody stops it. */
async function watchCamera(
  video: HTMLVideoElement | null,
  { signal, onLooking, onText }: WatchParameters,
): Promise<void> {
  if (video === null || navigator.mediaDevices === undefined) throw new DOMException('no camera', 'NotFoundError')
  const [{ readCode }, stream] = await Promise.all([
    import('./read-code.ts'),
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } }),
  ])
  const stop = (): void => {
    for (const track of stream.getTracks()) track.stop()
  }
  if (signal.aborted) return stop()
  video.srcObject = stream
  await video.play()
  onLooking()
  const timer = setInterval(() => {
    const code = readCode(video, video.videoWidth, video.videoHeight)
    if (code !== undefined) onText(code)
  }, 250)
  const end = (): void => {
    clearInterval(timer)
    stop()
  }
  if (signal.aborted) end()
  else signal.addEventListener('abort', end, { once: true })
}

function PictureField({ onText }: { onText: (text: string) => void }): ReactNode {
  const text = useText(scanText)
  const [missed, setMissed] = useState(false)
  const read = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const { readCodeOfFile } = await import('./read-code.ts')
    const code = await readCodeOfFile(file).catch(() => undefined)
    setMissed(code === undefined)
    if (code !== undefined) onText(code)
  }
  return (
    <Field label={text.picture} {...(missed ? { error: text.noCode } : {})}>
      {(parts) => (
        <Input {...parts} type="file" accept="image/*" onChange={({ target }) => void read(target.files?.[0])} />
      )}
    </Field>
  )
}
