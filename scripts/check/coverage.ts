import { join } from 'node:path'
import { runPart } from './part.ts'

const hardhat = join('node_modules', 'hardhat', 'dist', 'src', 'cli.js')
const outcome = await runPart({ name: 'coverage', run: [hardhat, '--coverage', 'test'] }, true)
if (!outcome.ok) process.exitCode = 1
