#!/usr/bin/env node
import { main } from './bootstrap.mjs'

await main('points', process.argv.slice(2))
