import typescript from 'typescript'

const comments = /\/\*[\s\S]*?\*\/|\/\/.*$/gm
const solidity = /\bimport\b[^;'"]*(['"])([^'"\n]+)\1/g

/** The specifiers a TypeScript, JavaScript or Solidity source imports, type imports included. */
export function importsOf(path: string, source: string): string[] {
  if (path.endsWith('.sol')) return [...source.replace(comments, '').matchAll(solidity)].map((match) => match[2] ?? '')
  return typescript.preProcessFile(source, true, true).importedFiles.map((file) => file.fileName)
}
