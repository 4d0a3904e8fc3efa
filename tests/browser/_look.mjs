// What is looked at on any page, whoever sees it: axe, one h1, 320 px wide,
// text at 200%, the console.
import { axeFaults } from './_browser.mjs'
import { phone } from './_house.mjs'
import { within } from './_server.mjs'

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
  const faults = await within(axeFaults(page), 'axe')
  const headings = await page.locator('h1').count()
  if (headings !== 1) faults.push(`${headings} h1 elements`)
  return [...faults, ...(await widthFaults(page)), ...noiseFaults(page)]
}
