import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { memberExportJsonSchema } from './export-schema.ts'

// node service/people/write-export-schema.ts, after a change of export-schema.ts.
export const EXPORT_SCHEMA_FILE = fileURLToPath(new URL('member-export.schema.json', import.meta.url))

if (import.meta.main) writeFileSync(EXPORT_SCHEMA_FILE, memberExportJsonSchema())
