import { glob, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Browsers that know it compile the whole file beside the main thread while it arrives; the others read a comment. */
const HINT = '//# allFunctionsCalledOnLoad\n'

/**
 * Marks the scripts a page loads at first. Nearly every function of them is called before the page can be used; compiled one
 * by one as they are called, they hold a phone's main thread up. What is loaded later is left as it is: much of it is never called.
 */
export async function hintCompilation(build: string): Promise<void> {
  const scripts = new Set(await rootScripts(build))
  for await (const manifest of glob('server/app/**/*_client-reference-manifest.js', { cwd: build })) {
    for (const script of await pageScripts(join(build, manifest))) scripts.add(script)
  }
  for (const script of scripts) {
    const path = join(build, script)
    const text = await readFile(path, 'utf8')
    if (!text.startsWith(HINT)) await writeFile(path, HINT + text)
  }
}

async function rootScripts(build: string): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(build, 'build-manifest.json'), 'utf8')) as { rootMainFiles: string[] }
  return manifest.rootMainFiles
}

/** A program that puts an object into the globals; what pages load stands in it as plain JSON. */
async function pageScripts(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8')
  const [, entries = '{}'] = /"entryJSFiles":(\{[^}]*\})/.exec(text) ?? []
  return Object.values(JSON.parse(entries) as Record<string, string[]>).flat()
}
