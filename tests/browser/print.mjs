// What an evening has on paper: the programme, sheets for doors, cards for the
// lectern and the chair's running sheet, each on as many sheets of A4 as it
// should take, whole, and with nothing on them that only a screen needs.
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


const shown = (page, selector) =>
  page.locator(selector).evaluateAll((all) =>
    all.filter((element) => element.checkVisibility()).map((element) => element.outerHTML.slice(0, 80))
  )

// As a printer gets it: how many sheets of A4.
async function printed(page, name) {
  const pdf = await page.pdf({ format: 'A4', preferCSSPageSize: true })
  if (outDir) {
    mkdirSync(outDir, { recursive: true })
    writeFileSync(join(outDir, `${name}.pdf`), pdf)
  }
  const text = pdf.toString('latin1')
  const [, width, height] = /\/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]/.exec(text) ?? []
  expect(Math.abs(width - 595) < 2 && Math.abs(height - 842) < 2, `the page is ${width} × ${height}`)
  return (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length
}

// Nothing wider than the sheet, nothing hidden in a box, nothing for screens only.
async function expectWhole(page, name) {
  await page.emulateMedia({ media: 'print' })
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(over <= 0, `${over} px too wide`)
  const cut = await page.locator('main *').evaluateAll((all) =>
    all
      .filter((box) => getComputedStyle(box).overflow === 'hidden' && box.checkVisibility() &&
        !box.classList.contains('govuk-visually-hidden') && !box.closest('.govuk-visually-hidden') &&
        (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1))
      .map((box) => box.innerText.slice(0, 80))
  )
  expect(cut.length === 0, `cut off: ${cut.join(' | ')}`)
  const idle = await shown(page, 'nav a, footer a, button, .app-demo, .app-no-print')
  expect(idle.length === 0, `printed all the same: ${idle.join(' | ')}`)
  if (outDir) await page.screenshot({ path: join(outDir, `${name}.png`), fullPage: true })
  await page.emulateMedia({ media: null })
}

async function open(page, name) {
  await page.emulateMedia({ media: null })
  await page.goto('/events')
  await follow(page, 'SPARK: autumn')
  await page.goto(`${new URL(page.url()).pathname}/programme`)
  if (name) await follow(page, name)
}

// A title as long as may be, in the first talk's stead.
const longTitle = 'How three sentences a lesson changed the way that our year nine write about what they read '.repeat(2).slice(0, 120).trim()

async function addRoom(page) {
  await open(page)
  await page.goto(page.url().replace('/programme', '/board/rooms'))
  await page.locator('[name=name_1]').fill('Main hall')
  await page.locator('[name=name_2]').fill('The library on the first floor')
  await page.locator('[name=seats_2]').fill('40')
  await page.getByRole('main').getByRole('button').first().click()
  await page.waitForURL(/done=rooms/)
}

await withHouse(async ({ browser, server }) => {
  const page = await newPage(browser, server, { viewport: sheet })
  await become(page, roles.staff)
  await open(page)

  await check('the programme fits one page of A4', async () => {
    const pages = await printed(page, 'programme')
    expect(pages === 1, `${pages} pages`)
    await expectWhole(page, 'programme')
    expectText(await mainText(page), /Welcome[\s\S]*Mini whiteboards[\s\S]*Close/)
  })
  await check('what presenters need is not for everybody', async () => {
    expect((await page.getByRole('link', { name: 'Cards for the lectern' }).count()) === 0, 'a link')
    const answer = await page.goto(page.url().replace('/programme', '/running-sheet'))
    expect(answer.status() === 403, `${answer.status()}`)
  })
  await check('a sheet for the door', async () => {
    await open(page, 'For the door')
    const pages = await printed(page, 'door')
    expect(pages === 1, `${pages} pages`)
    await expectWhole(page, 'door')
  })

  await become(page, roles.coordinator)
  await check('cards for the lectern, two to a sheet', async () => {
    await open(page, 'Cards for the lectern')
    const cards = await page.locator('.app-lectern__card').count()
    expect(cards > 2, `${cards} cards`)
    await page.locator('.app-lectern__title').first().evaluate((title, text) => { title.textContent = text }, longTitle)
    const pages = await printed(page, 'cards')
    expect(pages === Math.ceil(cards / 2), `${cards} cards on ${pages} pages`)
    await expectWhole(page, 'cards')
    expectText(await mainText(page), /Next: [\d:]+pm, [\s\S]*Next: the close/)
  })
  await check('the running sheet for the chair', async () => {
    await open(page, 'Running sheet for the chair')
    const pages = await printed(page, 'running-sheet')
    expect(pages === 1, `${pages} pages`)
    await expectWhole(page, 'running-sheet')
    expectText(await mainText(page), /Needs[\s\S]*Welcome[\s\S]*Close/)
  })
  await check('with two rooms: a sheet for each door and for each chair', async () => {
    await addRoom(page)
    for (const [link, name] of [['For the door', 'doors'], ['Running sheet for the chair', 'running-sheets']]) {
      await open(page, link)
      const pages = await printed(page, name)
      expect(pages === 2, `${name}: ${pages} pages`)
      await expectWhole(page, name)
    }
  })
  await check('with two rooms: rooms beside one another on paper', async () => {
    await open(page)
    const pages = await printed(page, 'rooms')
    expect(pages === 1, `${pages} pages`)
    await expectWhole(page, 'rooms')
  })
  await check('with two rooms: a list for each room on a phone', async () => {
    await page.setViewportSize({ width: 320, height: 700 })
    const tops = await page.locator('.app-rooms__room, .app-rooms__cell').evaluateAll((all) =>
      all.filter((cell) => cell.checkVisibility()).map((cell) =>
        [cell.getBoundingClientRect().top, cell.className.match(/n(\d+)/)[1]]))
    expect(new Set(tops.map(([, room]) => room)).size === 2, 'not two rooms')
    const byPlace = tops.sort((a, b) => a[0] - b[0]).map(([, room]) => room)
    expect(byPlace.join() === [...byPlace].sort().join(), `rooms are mixed: ${byPlace}`)
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(over <= 0, `${over} px too wide`)
    if (outDir) await page.screenshot({ path: join(outDir, 'phone.png'), fullPage: true })
  })
})
finish()
