// What every check of the pages starts from: Chromium, a person at a page, and
// a line for each case with "N passed, N failed" at the end.
import { launch } from './_browser.mjs'
import { startServer } from './_server.mjs'

export const phone = { width: 390, height: 844 }
export const desk = { width: 1280, height: 900 }
const waitMs = 20_000

// ---- cases ----

let passed = 0
let failed = 0

// One case: `look` throws or gives a list of faults; neither is a pass.
export async function check(name, look) {
  let faults
  try {
    faults = (await look()) ?? []
  } catch (error) {
    faults = [String(error.message ?? error).replace(/\u001b\[\d+m/g, '')]
  }
  if (faults.length) failed++
  else passed++
  console.log(`${faults.length ? 'not ok' : 'ok'} ${name}`)
  for (const fault of faults) console.log(`  ${fault.split('\n').slice(0, 12).join('\n  ')}`)
}

export function expect(truth, what) {
  if (!truth) throw new Error(what)
}

export function expectText(text, wanted, what = 'the page') {
  const found = wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted)
  expect(found, `${what} does not say ${wanted}; it says:\n${text.trim().slice(0, 700)}`)
}

// ---- a browser ----

// A page of its own profile; `page.noise` collects what the console, the page
// or the policy complained about.
export async function newPage(browser, server, { script = true, viewport = phone } = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    javaScriptEnabled: script,
    viewport,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
  })
  context.setDefaultTimeout(waitMs)
  const page = await context.newPage()
  page.noise = []
  page.on('console', (message) => page.noise.push(`console: ${message.text()}`))
  page.on('pageerror', (error) => page.noise.push(`page error: ${error}`))
  page.on('request', (request) => {
    if (request.url().endsWith('/csp-report')) page.noise.push(`policy: ${request.postData()}`)
  })
  return page
}

// Leaves the page as whoever has this address in the demo trust.
export async function become(page, role) {
  await page.goto('/demo')
  await page.getByRole('button', { name: role }).click()
  await page.waitForURL('/')
}

export const roles = {
  staff: 'Teacher, has a mentor',
  mentor: 'Professional development mentor',
  leader: 'School CPD leader',
  coordinator: 'Trust coordinator',
  governor: 'Governor',
  other: 'Teacher at another school',
  ect: 'Early career teacher',
  admin: 'Administrator',
}

export async function mainText(page) {
  return page.locator('main').innerText()
}

// ---- a whole check ----

// Runs `body` with a browser and a server of its own, ends both, counts.
export async function withHouse(body, options) {
  const browser = await launch()
  try {
    const server = await startServer(options)
    try {
      await body({ browser, server })
    } catch (error) {
      await check('ran to its end', () => {
        throw error
      })
    }
    await check('the server ended well', () => server.stop())
  } finally {
    await browser.close()
  }
}

export function finish() {
  console.log(`${passed} passed, ${failed} failed`)
  process.exitCode = failed ? 1 : 0
}
