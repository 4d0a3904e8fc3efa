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

  await check('the handle drags a talk down, and Escape lets it be', async () => {
    const middle = async (locator) => {
      const box = await locator.boundingBox()
      return [box.x + box.width / 2, box.y + box.height / 2]
    }
    const before = await order(page)
    const handles = page.locator('[data-handle]')
    const drag = async () => {
      await handles.nth(0).scrollIntoViewIfNeeded()
      await page.mouse.move(...(await middle(handles.nth(0))))
      await page.mouse.down()
      const [x, y] = await middle(page.locator('.app-board__row').nth(1))
      await page.mouse.move(x, y)
      await page.mouse.move(x, y + 2)
    }
    await drag()
    await page.keyboard.press('Escape')
    await page.mouse.up()
    expect(`${await order(page)}` === `${before}`, 'the row did not go back')
    await drag()
    await page.mouse.up()
    await page.waitForURL(/done=to/)
    const after = await order(page)
    expect(after[0] === before[1] && after[1] === before[0], `${after}`)
  })

  await check('a pinned talk has no arrows', async () => {
    await press(page, page.getByRole('button', { name: /^Pin/ }).first(), /done=pin/)
    expectText(await mainText(page), 'Pinned')
  })

  const look = async () => {
    await press(page, page.getByRole('link', { name: 'Arrange for me' }), /arrange$/)
    await press(page, page.getByRole('button', { name: 'Look for an order' }), /arranging/)
    await page.locator('.govuk-body-l').waitFor()
  }
  await check('where nothing is better, that is said and nothing is offered', async () => {
    await look()
    expectText(await mainText(page), 'It found nothing better than what is on the board')
    expect((await page.getByRole('button', { name: 'Use this order' }).count()) === 0, 'it is offered all the same')
    await page.goto(board)
  })

  await check('an order is looked for, shown, taken and taken back', async () => {
    await press(page, page.locator('button[value=down]').first(), /done=down/)
    const before = await order(page)
    await look()
    await page.getByText(/would move/).first().waitFor()
    await press(page, page.getByRole('button', { name: 'Use this order' }), /done=arranged/)
    expect(`${await order(page)}` !== `${before}`, 'nothing moved')
    await press(page, page.getByRole('button', { name: 'Undo', exact: true }), /done=undo/)
    expectText(await mainText(page), 'taken back')
    expect(`${await order(page)}` === `${before}`, `${await order(page)}`)
  })

  await check('publishing says who is told, then tells them', async () => {
    await press(page, page.getByRole('link', { name: 'Announce' }), /publish$/)
    expectText(await mainText(page), /\d people are told of their slot/)
    await press(page, page.getByRole('button', { name: 'Announce' }), /done=published/)
    expectText(await mainText(page), 'Announced')
  })
})
finish()
