import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { pushKeys } from '../../../web/server/push-keys.ts'
import { isPushService } from '../../../web/server/push-services.ts'
import { sendPush } from '../../../web/server/send-push.ts'
import { FakePushService } from './fake-push-service.ts'

const account = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const message = { title: 'Points expire soon', body: 'Some of your Moor Coffee points expire soon.', path: '/notices' }

describe('sendPush', () => {
  const service = new FakePushService()
  let home: string

  before(async () => {
    home = await mkdtemp(join(tmpdir(), 'push-'))
    await service.start()
  })
  after(async () => {
    await service.stop()
    await rm(home, { recursive: true })
  })
  beforeEach(() => {
    service.pushed.length = 0
    service.status = 201
  })

  const send = async () =>
    await sendPush({
      subscription: { ...service.subscription, account, locale: 'en' },
      message,
      keys: await pushKeys(home),
      subject: 'mailto:nobody@localhost',
    })

  it('sends what only the browser can read, signed with the portal’s own key', async () => {
    expect(await send()).to.equal('sent')
    const [pushed] = service.pushed
    expect(JSON.parse(pushed?.text ?? '')).to.deep.equal(message)
    expect(pushed?.headers.authorization).to.match(/^vapid t=.+, k=.+/)
    expect(pushed?.headers.authorization).to.include((await pushKeys(home)).publicKey)
  })

  it('says when the browser wants no more', async () => {
    service.status = 410
    expect(await send()).to.equal('gone')
  })

  it('fails where the push service does, so that the next round tries again', async () => {
    service.status = 503
    const error: unknown = await send().catch((thrown: unknown) => thrown)
    expect(error).to.be.instanceOf(Error)
  })

  it('keeps its keys for its owner alone, and for ever', async () => {
    const path = join(home, 'portal', 'push-keys.json')
    await pushKeys(home)
    expect((await stat(path)).mode & 0o777).to.equal(0o600)
    expect(await pushKeys(home)).to.deep.equal(await pushKeys(home))
  })
})

describe('isPushService', () => {
  it('takes the push services of browsers and what the operator adds', () => {
    expect(isPushService('https://fcm.googleapis.com/fcm/send/x', undefined)).to.equal(true)
    expect(isPushService('https://updates.push.services.mozilla.com/wpush/v2/x', undefined)).to.equal(true)
    expect(isPushService('https://web.push.apple.com/x', undefined)).to.equal(true)
    expect(isPushService('https://wns2-by3p.notify.windows.com/w/?token=x', undefined)).to.equal(true)
    expect(isPushService('http://localhost:9/x', 'https://a.example, http://localhost:9')).to.equal(true)
  })

  it('posts to nobody else', () => {
    for (const endpoint of [
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com:8443/x',
      'https://fcm.googleapis.com.evil.example/x',
      'https://evil-notify.windows.com.example/x',
      'https://user@fcm.googleapis.com/x',
      'http://127.0.0.1:5432/',
      'http://169.254.169.254/latest',
      'file:///etc/passwd',
      'nothing',
    ]) {
      expect(isPushService(endpoint, undefined), endpoint).to.equal(false)
    }
  })
})
