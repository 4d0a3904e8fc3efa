// Slides on a phone, 320 px wide, by keyboard: a presenter hands in a file, whoever runs the evening
// takes the numbered set away, and is told when the order is another.
//   node tests/browser/slides.mjs BUILD_DIR [PICTURES]
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { become, check, expect, expectText, finish, mainText, newPage, roles, withHouse } from './_house.mjs'
import { fillTalk } from './_steps.mjs'

const narrow = { width: 320, height: 800 }
const pictures = process.argv[3]
const pdf = { name: 'Ten words.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7\n1 0 obj\n') }

async function press(page, locator, address) {
  await locator.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(address)
}

async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide <= narrow.width, `${name}: ${wide} px wide`)
  if (!pictures) return
  mkdirSync(pictures, { recursive: true })
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

async function evening(page) {
  await page.goto('/events')
  await page.getByRole('link', { name: /SPARK: autumn/ }).first().click()
  await page.waitForURL(/\/spark\/\d+$/)
  return new URL(page.url()).pathname
}

// The names of the files in the archive that this link brings, as Python reads them.
async function take(page) {
  const link = page.getByRole('link', { name: 'Take the whole set away' })
  const coming = page.waitForEvent('download')
  await link.focus()
  await page.keyboard.press('Enter')
  const path = await (await coming).path()
  const program = 'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert not z.testzip(); print("\\n".join(z.namelist()))'
  return execFileSync('/usr/bin/python3', ['-c', program, path], { encoding: 'utf8' }).trim().split('\n')
}

await withHouse(async ({ browser, server }) => {
  const page = await newPage(browser, server, { viewport: narrow })

  await check('a presenter hands in a file, and a wrong one is refused in words', async () => {
    await become(page, roles.staff)
    const event = await evening(page)
    await page.goto(`${event}/talk`)
    await fillTalk(page, { title: 'Ten words a day', minutes: 2, abstract: 'A short start.' })
    await press(page, page.getByRole('button', { name: 'Offer this talk' }), /done=/)
    await page.goto(event)
    const link = page.getByRole('link', { name: 'Hand in slides' }).first()
    await press(page, link, /\/talks\/\d+\/slides$/)
    const save = page.getByRole('button', { name: 'Hand it in' })
    await page.getByLabel('A file').setInputFiles({ ...pdf, buffer: Buffer.from('plain words') })
    await save.focus()
    await page.keyboard.press('Enter')
    await page.getByText('There is a problem').waitFor()
    expectText(await mainText(page), 'Choose a PDF')
    await page.getByLabel('A file').setInputFiles(pdf)
    await press(page, save, /done=slides/)
    expectText(await mainText(page), /What you have handed in\s+File\s+Ten words.pdf[\s\S]*When\s+\w+day/)
    expect(!(await page.getByLabel('Another file in its place').isVisible()), 'the empty form comes first')
    await page.getByText('Replace it, or add to it').click()
    await page.getByLabel('Another file in its place').waitFor()
    await fits(page, 'handed-in')
  })

  let set
  await check('a cut-off is set, and the page shows who has handed in nothing', async () => {
    await become(page, roles.coordinator)
    set = `${await evening(page)}/slides`
    await page.goto(set)
    expectText(await mainText(page), /Nothing has come yet for \d+ of \d+ talks/)
    for (const [name, value] of [['Day', '10'], ['Month', 'November'], ['Year', '2026'], ['Time', '12:00']])
      await page.getByLabel(name, { exact: true }).fill(value)
    await press(page, page.getByRole('button', { name: 'Save the cut-off' }), /done=cutoff/)
    expectText(await mainText(page), 'To be handed in by Tuesday 10 November 2026')
    await fits(page, 'set')
  })

  const numberOf = (names) => names.find((name) => name.endsWith('.pdf')).slice(0, 2)
  let before
  await check('the set is one archive, its files numbered in running order', async () => {
    const names = await take(page)
    expect(names.length === 2 && names.includes('index.html'), `${names}`)
    before = numberOf(names)
    expect(/^\d\d$/.test(before), `${names}`)
    await page.goto(set)
    expect((await page.locator('#changed').count()) === 0, 'something changed at once')
  })

  await check('the order changes: the page says so, and numbers follow', async () => {
    await page.goto(set.replace('slides', 'board'))
    const row = page.locator('.app-board__row').nth(Number(before) - 1)
    const way = before === '01' ? 'down' : 'up'
    await press(page, row.locator(`button[value=${way}]`), /done=/)
    await press(page, page.getByRole('link', { name: 'Announce' }), /publish$/)
    await press(page, page.getByRole('button', { name: 'Announce' }), /done=published/)
    await page.goto(set)
    expectText(await page.locator('#changed').innerText(), 'talks have other numbers')
    await fits(page, 'changed')
    const after = numberOf(await take(page))
    expect(Number(after) === Number(before) + (way === 'down' ? 1 : -1), `${before}, then ${after}`)
  })
})
finish()
