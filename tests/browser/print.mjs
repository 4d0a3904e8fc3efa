// The programme as it is pinned up: one sheet of A4 with the talks on it and
// nothing that only a screen needs.
//   node tests/browser/print.mjs BUILD_DIR [OUT_DIR]
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  become, check, expect, expectText, finish, mainText, newPage, roles, withHouse,
} from './_house.mjs'
import { follow } from './_steps.mjs'

const outDir = process.argv[3]
// A4 within the sheet's margins of 16 mm, in CSS pixels.
const sheet = { width: Math.floor(((210 - 32) / 25.4) * 96), height: 900 }

await withHouse(async ({ browser, server }) => {
  const page = await newPage(browser, server, { viewport: sheet })
  await become(page, roles.staff)
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
  await follow(page, 'Programme so far')

  await check('the programme fits one page of A4', async () => {
    const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
    if (outDir) {
      mkdirSync(outDir, { recursive: true })
      writeFileSync(join(outDir, 'programme.pdf'), pdf)
    }
    const text = pdf.toString('latin1')
    const pages = text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []
    expect(pages.length === 1, `${pages.length} pages`)
    const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? []
    expect(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `the page is ${width} × ${height}`)
  })
  await check('nothing of it is cut off', async () => {
    await page.emulateMedia({ media: 'print' })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over <= 0, `${over} px too wide`)
  })
  await check('what only a screen needs is not on paper', async () => {
    const seen = page.locator('nav a, footer a, button, .app-demo, .app-no-print')
    const shown = await seen.evaluateAll((all) =>
      all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 80))
    )
    expect(shown.length === 0, `printed all the same: ${shown.join(' | ')}`)
    expectText(await mainText(page), /Welcome[\s\S]*Mini whiteboards[\s\S]*Close/)
  })
})
finish()
