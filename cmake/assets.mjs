// Builds what a browser gets from templates/assets, for cmake/Embed.cmake:
//   node assets.mjs NPM_DIR SOURCE_DIR OUT_DIR
// Each result is named NAME.<10 hex of its SHA-256>.ext and lies beside its
// .gz and .br; asset_table.c and asset_bytes.S take them into the binary
// (src/web/asset.h); assets.json names them for the browser tests.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, extname, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const [npmDir, sourceDir, outDir] = process.argv.slice(2).map((path) => resolve(path))
const modules = join(npmDir, 'node_modules')
const require = createRequire(join(npmDir, 'package.json'))
const sass = require('sass')
const esbuild = require('esbuild')

const types = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

function stylesheet(path) {
  const result = sass.compile(path, {
    style: 'compressed',
    loadPaths: [modules],
    quietDeps: true,
  })
  return Buffer.from(result.css)
}

function script(path) {
  const result = esbuild.buildSync({
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'es2020',
    write: false,
    legalComments: 'none',
    nodePaths: [modules],
  })
  return Buffer.from(result.outputFiles[0].contents)
}

// Files that begin with _ are parts of others.
function build() {
  const built = []
  for (const file of readdirSync(sourceDir).sort()) {
    const path = join(sourceDir, file)
    const name = basename(file, extname(file))
    if (name.startsWith('_')) continue
    if (extname(file) === '.scss') built.push({ name, ext: '.css', bytes: stylesheet(path) })
    else if (extname(file) === '.js') built.push({ name, ext: '.js', bytes: script(path) })
    else if (extname(file) === '.svg') built.push({ name, ext: '.svg', bytes: readFileSync(path) })
  }
  return built
}

function compress(bytes) {
  return {
    gz: gzipSync(bytes, { level: 9 }),
    br: brotliCompressSync(bytes, {
      params: {
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  }
}

const table = []
const places = []
const bytesOf = ['/* Made by cmake/assets.mjs. */', '    .section .rodata, "a", %progbits']
const manifest = {}

function place(symbol, path, length) {
  bytesOf.push(`    .globl ${symbol}`, `${symbol}:`, `    .incbin "${path}"`)
  places.push(`extern const char ${symbol}[];`)
  return `{${symbol}, ${length}}`
}

rmSync(outDir, { recursive: true, force: true })
mkdirSync(outDir, { recursive: true })
build().forEach(({ name, ext, bytes }, index) => {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 10)
  const file = `${name}.${hash}${ext}`
  const { gz, br } = compress(bytes)
  const path = join(outDir, file)
  writeFileSync(path, bytes)
  writeFileSync(`${path}.gz`, gz)
  writeFileSync(`${path}.br`, br)
  table.push(
    `    {.name = "${name}${ext}",`,
    `     .address = "/a/${file}",`,
    `     .type = "${types[ext]}",`,
    `     .hash = "${hash}",`,
    `     .plain = ${place(`asset_${index}`, path, bytes.length)},`,
    `     .gz = ${place(`asset_${index}_gz`, `${path}.gz`, gz.length)},`,
    `     .br = ${place(`asset_${index}_br`, `${path}.br`, br.length)}},`
  )
  manifest[`${name}${ext}`] = { file, bytes: bytes.length, gz: gz.length, br: br.length }
})

writeFileSync(
  join(outDir, 'asset_table.c'),
  `/* Made by cmake/assets.mjs. */
#include "asset.h"

${places.join('\n')}

const struct asset asset_table[] = {
${table.join('\n')}
    {.name = NULL},
};
`
)
bytesOf.push('    .section .note.GNU-stack, "", %progbits', '')
writeFileSync(join(outDir, 'asset_bytes.S'), bytesOf.join('\n'))
writeFileSync(join(outDir, 'assets.json'), `${JSON.stringify(manifest, null, 2)}\n`)
