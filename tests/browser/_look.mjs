// What is looked at on any page, whoever sees it: axe, one h1, 320 px wide,
// text at 200%, the console.
import { axeSource } from './_browser.mjs'
import { phone } from './_house.mjs'
import { within } from './_server.mjs'

const axeOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  // What passed is not read: leaving it out saves a quarter of the time.
  resultTypes: ['violations'],
}

async function axeFaults(page) {
  await page.evaluate(axeSource)
  const run = page.evaluate((options) => globalThis.axe.run(document, options), axeOptions)
  const found = await within(run, 'axe')
  return found.violations.map(
    ({ id, help, nodes }) =>
      `axe ${id}: ${help}: ${nodes.map((node) => node.html).join(' | ').slice(0, 400)}`
  )
}

async function widthFaults(page) {
  const faults = []
  const session = await page.context().newCDPSession(page)
  for (const [what, width, fontPixels] of [
    ['320 px wide', 320, 16],
    ['text at 200%', 640, 32],
  ]) {
    await page.setViewportSize({ width, height: 700 })
    await session.send('Page.setFontSizes', { fontSizes: { standard: fontPixels } })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    if (over > 0) faults.push(`${what}: ${over} px too wide`)
  }
  await session.send('Page.setFontSizes', { fontSizes: { standard: 16 } })
  await session.detach()
  await page.setViewportSize(phone)
  return faults
}

// The browser's own lines on a refusal and on signing out are no faults.
const expected = [/the server responded with a status of 4\d\d/, /^console: Clear-Site-Data header on/]

function noiseFaults(page) {
  const noise = new Set(page.noise.splice(0))
  return [...noise].filter((line) => !expected.some((pattern) => pattern.test(line)))
}

export async function lookAt(page) {
  const faults = await axeFaults(page)
  const headings = await page.locator('h1').count()
  if (headings !== 1) faults.push(`${headings} h1 elements`)
  return [...faults, ...(await widthFaults(page)), ...noiseFaults(page)]
}
