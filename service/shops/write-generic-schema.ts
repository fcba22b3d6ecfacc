import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { genericJsonSchema } from './generic-schema.ts'

// node service/shops/write-generic-schema.ts, after a change of generic-schema.ts.
export const GENERIC_SCHEMA_FILE = fileURLToPath(new URL('generic.schema.json', import.meta.url))

if (import.meta.main) writeFileSync(GENERIC_SCHEMA_FILE, genericJsonSchema())
