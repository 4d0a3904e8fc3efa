// Chromium without its windows and menus (half the work of the whole of it, on the same pages),
// and axe in it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildDir } from './_server.mjs'

const require = createRequire(join(buildDir, 'npm/package.json'))
const { chromium } = require('playwright-core')
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

// A page is gone within a second, and with it what the optimisers made of its scripts and of axe.
export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--disable-background-networking',
      '--js-flags=--no-opt,--no-maglev',
      ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}

// Whatever page `context` goes to from now on holds axe: half a megabyte that is sent but once.
export async function bringAxe(context) {
  await context.addInitScript({ content: axeSource })
}

// All that axe knows of these. What is not read is not made: what passed, where an element is; and
// no rule that runs asks for the style sheets as text.
const axeOptions = {
  runOnly: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  resultTypes: ['violations'],
  selectors: false,
  preload: { assets: ['media'] },
}

export async function axeFaults(page) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axeSource)
  const violations = await page.evaluate(async (options) => {
    const found = await globalThis.axe.run(document, options)
    return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }))
  }, axeOptions)
  return violations.map(({ id, help, nodes }) => `axe ${id}: ${help}: ${nodes.join(' | ').slice(0, 400)}`)
}
