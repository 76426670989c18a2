// Compiles the validators of everything that goes over the wire ahead of time: the first request would otherwise wait for
// ajv to be loaded and to compile them. A schema that is not among them is compiled when it is needed, as before.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const load = createRequire(import.meta.url)

/** Writes `contracts/validators/` into a folder with the compiled sources. */
export async function precompileValidators(folder) {
  const compiled = (path) => import(pathToFileURL(join(folder, path)).href)
  const { checkRequest, checkResponse, loadFixtures } = await compiled('contracts/index.js')
  const { createCompiler, keyOfText, textsOfCompiledSchemas } = await compiled('contracts/schema-compiler.js')
  // Checking the fixtures compiles whatever the contract has for a request and an answer.
  for (const { operation, part, request, response, variant } of await loadFixtures()) {
    if (part === 'response') checkResponse(operation, response)
    else checkRequest(operation, { headers: {}, ...request }, variant && { [variant.id]: variant.option })
  }

  const { _ } = load('ajv')
  const standaloneCode = load('ajv/dist/standalone').default
  const compiler = createCompiler(load('ajv/dist/2020.js'), {
    code: { source: true, formats: _`formats` },
  })
  mkdirSync(join(folder, 'contracts/validators'))
  for (const text of textsOfCompiledSchemas()) {
    const code = standaloneCode(compiler, compiler.compile(JSON.parse(text)))
    writeFileSync(
      join(folder, `contracts/validators/${keyOfText(text)}.cjs`),
      `module.exports = (formats) => {\nconst module = {}\n${code}\nreturn module.exports\n}\n`,
    )
  }
}
