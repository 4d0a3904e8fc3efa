// Renders every view of tests/data/views with its template (through npm's
// mustache, whose language ours is a part of), serves it on loopback under the
// server's own content security policy and looks at it in Chromium: console,
// accessibility by axe, 320 px wide, text at 200%, valid HTML, weight.
// The pages go to OUT_DIR; where one is named, pictures of them at two sizes too:
// they cost as much as all the rest.
//   node tests/browser/render_views.mjs BUILD_DIR [OUT_DIR] [only this view]
// BUILD_DIR holds npm/ and assets/ (cmake/Embed.cmake). Non-zero on any fault.
import { mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { axeFaults, bringAxe, launch } from './_browser.mjs'

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')
const buildDir = resolve(process.argv[2] ?? join(root, 'build/dev'))
const outDir = resolve(process.argv[3] ?? join(buildDir, 'views'))
const pictures = process.argv[3] !== undefined
const only = process.argv[4]

const require = createRequire(join(buildDir, 'npm/package.json'))
const mustache = require('mustache')
const { HtmlValidate } = require('html-validate')

const rules = {
  root: true,
  extends: ['html-validate:standard', 'html-validate:a11y', 'html-validate:document'],
  rules: {
    'require-sri': ['error', { target: 'crossorigin' }],
    // The error summary stands above the h1, so that it is read first.
    'heading-level': ['error', { minInitialRank: 'h2' }],
    // A code on a screen that nobody touches changes by itself, without script too.
    'meta-refresh': 'off',
  },
}
const sizes = [
  { name: 'phone', width: 390, height: 844 },
  { name: 'desk', width: 1280, height: 900 },
]
// First view, everything compressed.
const firstViewBytes = 60 * 1024

function filesBelow(dir, ending) {
  return readdirSync(dir).flatMap((name) => {
    const path = join(dir, name)
    if (statSync(path).isDirectory()) return filesBelow(path, ending)
    return name.endsWith(ending) ? [path] : []
  })
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'))
}

const templates = Object.fromEntries(
  filesBelow(join(root, 'templates'), '.html').map((path) => [
    relative(join(root, 'templates'), path).replace(/\.html$/, ''),
    readFileSync(path, 'utf8'),
  ])
)
const assets = readJson(join(buildDir, 'assets/assets.json'))
const viewsDir = join(root, 'tests/data/views')
const common = readJson(join(viewsDir, '_common.json'))
common.a = Object.fromEntries(
  Object.entries(assets).map(([name, { file }]) => [
    { '.css': 'css', '.svg': name.replace('.svg', '') }[extname(name)] ??
      name.replace('app.js', 'js').replace('.js', ''),
    `/a/${file}`,
  ])
)

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
  "font-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"
const types = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' }

// A page that loads itself anew while it is looked at keeps what it is: 204 changes nothing.
const served = new Set()

// /views/… is a page, /a/… a built file, …/live an event stream that stays silent.
function answer(request, response) {
  const path = new URL(request.url, 'http://loopback').pathname
  if (path.startsWith('/a/')) {
    response.setHeader('content-type', types[extname(path)])
    response.end(readFileSync(join(buildDir, 'assets', path.slice(3))))
  } else if (served.has(path)) {
    response.writeHead(204).end()
  } else if (path.startsWith('/views/')) {
    served.add(path)
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', policy)
    response.end(render(path.slice(7)))
  } else {
    response.setHeader('content-type', 'text/event-stream')
    response.flushHeaders()
  }
}

// "events/show.full" is a state of "events/show".
function templateOf(view) {
  const slash = view.lastIndexOf('/') + 1
  return view.slice(0, slash) + view.slice(slash).split('.')[0]
}

function render(view) {
  const data = { ...common, ...readJson(join(viewsDir, `${view}.json`)) }
  return mustache.render(templates[templateOf(view)], data, templates)
}

async function lookAt(page, html) {
  const faults = await axeFaults(page)
  const headings = await page.locator('h1').count()
  if (headings !== 1) faults.push(`${headings} h1 elements`)
  const bytes = gzipSync(html).length + Object.values(assets).reduce((sum, { gz }) => sum + gz, 0)
  if (bytes > firstViewBytes) faults.push(`first view of ${bytes} bytes`)
  const session = await page.context().newCDPSession(page)
  for (const [what, width, fontPixels] of [
    ['320 px wide', 320, 16],
    ['text at 200%', 640, 32],
    ['1280 px wide', 1280, 16],
  ]) {
    await page.setViewportSize({ width, height: 700 })
    await session.send('Page.setFontSizes', { fontSizes: { standard: fontPixels } })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) faults.push(`${what}: ${over} px too wide`)
  }
  await session.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
  await session.detach()
  return faults
}

async function takePictures(page, view) {
  for (const { name, width, height } of sizes) {
    await page.setViewportSize({ width, height })
    await page.screenshot({ path: join(outDir, `${view}.${name}.png`), fullPage: true })
  }
}

async function main() {
  const views = filesBelow(viewsDir, '.json')
    .map((path) => relative(viewsDir, path).replace(/\.json$/, ''))
    .filter((view) => view !== '_common' && (!only || view.startsWith(only)))
    .sort()
  const pages = Object.keys(templates).filter((name) => !/^(parts|mail)\//.test(name))
  const missing = only ? [] : pages.filter((name) => !views.some((view) => templateOf(view) === name))
  const validator = new HtmlValidate(rules)
  const browser = await launch()
  const server = createServer(answer).listen(0, '127.0.0.1')
  await new Promise((listening) => server.once('listening', listening))
  const base = `http://127.0.0.1:${server.address().port}/views/`
  // Still: a page in the middle of a fade has colours that no page has.
  const context = await browser.newContext({ reducedMotion: 'reduce' })
  await bringAxe(context)
  const page = await context.newPage()
  const noise = []
  page.on('console', (message) => noise.push(message.text()))
  page.on('pageerror', (error) => noise.push(String(error)))

  let failed = 0
  for (const view of views) {
    const html = render(view)
    const file = join(outDir, `${view}.html`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, html)
    const faults = []
    noise.length = 0
    await page.setViewportSize(sizes.at(-1))
    await page.goto(base + view)
    if (pictures) await takePictures(page, view)
    faults.push(...(await lookAt(page, html)))
    const report = await validator.validateString(html)
    for (const result of report.results)
      for (const { line, ruleId, message } of result.messages)
        faults.push(`html line ${line} ${ruleId}: ${message}`)
    faults.push(...new Set(noise))
    console.log(`${faults.length ? 'not ok' : 'ok'} ${view}`)
    for (const fault of faults) console.log(`  ${fault}`)
    failed += faults.length ? 1 : 0
  }
  for (const name of missing) console.log(`not ok ${name}: no view in tests/data/views`)
  await browser.close()
  server.closeAllConnections()
  server.close()
  console.log(`${views.length - failed} passed, ${failed + missing.length} failed`)
  process.exitCode = failed + missing.length ? 1 : 0
}

await main()
