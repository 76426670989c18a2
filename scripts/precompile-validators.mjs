// Compiles the validators of everything that goes over the wire, of the control API and of seed files ahead of time: whoever
// comes first would otherwise wait for ajv to be loaded and to compile them. A schema that is not among them is compiled when it is needed, as before.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { transformSync } from 'esbuild'

const load = createRequire(import.meta.url)

/** Writes `contracts/validators/` into a folder with the compiled sources. */
export async function precompileValidators(folder) {
  const compiled = (path) => import(pathToFileURL(join(folder, path)).href)
  const { checkRequest, checkResponse, loadFixtures } = await compiled('contracts/index.js')
  const { compileSchema, createCompiler, keyOfText, textsOfCompiledSchemas } =
    await compiled('contracts/schema-compiler.js')
  // Checking the fixtures compiles whatever the contract has for a request and an answer.
  for (const { operation, part, request, response, variant } of await loadFixtures()) {
    if (part === 'response') checkResponse(operation, response)
    else checkRequest(operation, { headers: {}, ...request }, variant && { [variant.id]: variant.option })
  }
  const { controlRoutes } = await compiled('mock-server/control/routes.js')
  for (const { query, body } of controlRoutes) {
    if (query) compileSchema({ ...query, additionalProperties: false })
    if (body) compileSchema(body)
  }
  // What the methods of the Toss side and a seed file are checked by.
  for (const file of modulesIn(join(folder, 'mock-server'))) {
    if (!/^export const \w+Schema\b/m.test(readFileSync(join(folder, file), 'utf8'))) continue
    for (const [name, value] of Object.entries(await compiled(file))) if (name.endsWith('Schema')) compileSchema(value)
  }
  const { openSeed } = await compiled('mock-server/seed/seeder.js')
  await openSeed({ seedFile: fileURLToPath(new URL('../examples/world.yaml', import.meta.url)) })

  const { boundErrors } = await compiled('contracts/bounded-errors.js')
  const { _ } = load('ajv')
  const standaloneCode = load('ajv/dist/standalone').default
  const compiler = createCompiler(load('ajv/dist/2020.js'), {
    code: { source: true, formats: _`formats` },
  })
  mkdirSync(join(folder, 'contracts/validators'))
  for (const text of textsOfCompiledSchemas()) {
    const code = boundErrors(standaloneCode(compiler, compiler.compile(JSON.parse(text))))
    const inFunction = `module.exports = (formats) => {\nconst module = {}\n${code}\nreturn module.exports\n}\n`
    const { code: small } = transformSync(inFunction, { minify: true, target: 'node20', charset: 'utf8' })
    writeFileSync(join(folder, `contracts/validators/${keyOfText(text)}.cjs`), small)
  }
}

/** The modules of a room, as paths from the folder that the room is in. */
function modulesIn(room) {
  const names = readdirSync(room, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.js')).map((name) => join(basename(room), name))
}
