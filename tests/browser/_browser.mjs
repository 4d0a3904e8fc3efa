// Chromium without its windows and menus (half the work of the whole of it, on the same pages),
// and axe in it.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { buildDir } from './_server.mjs'

const require = createRequire(join(buildDir, 'npm/package.json'))
const { chromium } = require('playwright-core')
export const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

export async function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--disable-background-networking',
      ...(process.getuid() === 0 ? ['--no-sandbox'] : []),
    ],
  })
}
