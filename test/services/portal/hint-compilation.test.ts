import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect } from 'chai'
import { hintCompilation } from '../../../web/build/hint-compilation.ts'

const HINT = '//# allFunctionsCalledOnLoad\n'

describe('hintCompilation', () => {
  it('marks what pages load at first, once, and leaves what is loaded later as it is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openpoints-build-'))
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    try {
      const entries = JSON.stringify({ '[project]/web/app/page': ['chunks/page.js', 'chunks/root.js'] })
      await write('build-manifest.json', JSON.stringify({ rootMainFiles: ['chunks/root.js'] }))
      await write(
        'server/app/receipts/[id]/page_client-reference-manifest.js',
        `globalThis.x={"entryCSSFiles":{},"entryJSFiles":${entries},"more":{}}`,
      )
      for (const name of ['root', 'page', 'later']) await write(`chunks/${name}.js`, `${name}()`)
      await hintCompilation(folder)
      await hintCompilation(folder)
      const text = async (name: string): Promise<string> => await readFile(join(folder, 'chunks', `${name}.js`), 'utf8')
      expect(await text('root')).to.equal(`${HINT}root()`)
      expect(await text('page')).to.equal(`${HINT}page()`)
      expect(await text('later')).to.equal('later()')
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  })
})
