// The coordinator's board on a phone, 320 px wide, by keyboard: a talk moved and
// pinned, an order looked for, taken and taken back, the programme published.
//   node tests/browser/board.mjs BUILD_DIR
import { become, check, expect, expectText, finish, mainText, newPage, roles, withHouse } from './_house.mjs'

const narrow = { width: 320, height: 800 }

async function press(page, locator, address) {
  await locator.focus()
  await page.keyboard.press('Enter')
  await page.waitForURL(address)
}

const order = (page) => page.locator('.app-board__title > strong:first-child').allInnerTexts()

await withHouse(async ({ browser, server }) => {
  const page = await newPage(browser, server, { viewport: narrow })
  await become(page, roles.coordinator)
  await page.goto('/events')
  await page.getByRole('link', { name: /SPARK: autumn/ }).first().click()
  await page.waitForURL(/\/spark\/\d+$/)
  const board = `${new URL(page.url()).pathname}/board`
  await page.goto(board)

  await check('a talk goes down, and the button keeps the focus', async () => {
    const before = await order(page)
    await press(page, page.locator('button[value=down]').first(), /done=down/)
    const after = await order(page)
    expect(after[0] === before[1] && after[1] === before[0], `${after}`)
    expect((await page.evaluate(() => document.activeElement.id)).startsWith('down-'), 'the focus is lost')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(wide <= narrow.width, `${wide} px wide`)
  })

  await check('a pinned talk has no arrows', async () => {
    await press(page, page.getByRole('button', { name: /^Pin/ }).first(), /done=pin/)
    expectText(await mainText(page), 'Pinned')
  })

  await check('an order is looked for, shown, taken and taken back', async () => {
    await press(page, page.getByRole('link', { name: 'Arrange for me' }), /arrange$/)
    await press(page, page.getByRole('button', { name: 'Look for an order' }), /arranging/)
    await page.getByText(/would move/).first().waitFor()
    await page.goto(board)
    await press(page, page.getByRole('button', { name: 'Undo the last step' }), /done=undone/)
    expectText(await mainText(page), 'taken back')
  })

  await check('publishing says who is told, then tells them', async () => {
    await press(page, page.getByRole('link', { name: 'Publish' }), /publish$/)
    expectText(await mainText(page), /\d people are told of their slot/)
    await press(page, page.getByRole('button', { name: 'Publish' }), /done=published/)
    expectText(await mainText(page), 'Published')
  })
})
finish()
