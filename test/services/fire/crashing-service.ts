/** `points serve` that is killed, as by SIGKILL, whenever it reaches the next point of CRASH_POINTS; CRASH_FILE counts. */
import { readFileSync, writeFileSync } from 'node:fs'
import { readNetwork } from '../../../chain/network.ts'
import { logToOutput } from '../../../service/http/request-log.ts'
import { serveNetwork } from '../../../service/http/serve.ts'

const { POINTS_HOME: home = '', DATABASE_URL: databaseUrl = '', SERVICE_PORT: port = '0' } = process.env
const { CRASH_POINTS: points = '', CRASH_FILE: file = '' } = process.env
const network = await readNetwork(home)
if (!network) throw new Error(`There is no network in ${home}.`)
await serveNetwork({
  ...{ home, env: process.env, log: logToOutput },
  network: { ...network, databaseUrl },
  port: Number(port),
  checkpoint: (reached) => {
    const done = Number(readFileSync(file, 'utf8'))
    if (points.split(',')[done] !== reached) return
    writeFileSync(file, String(done + 1))
    process.kill(process.pid, 'SIGKILL')
  },
})
