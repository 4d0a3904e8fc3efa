// Somebody types into the search of events: with script the list follows, with
// the address and a count that is read out; without it a button does the same.
//   node tests/browser/find.mjs BUILD_DIR
import { become, check, expect, finish, newPage, roles, withHouse } from './_house.mjs'
import { expectSays, expectSaysNot, press } from './_steps.mjs'

const titles = (page) => page.locator('#found h3').allInnerTexts()

await withHouse(async ({ browser, server }) => {
  const page = await newPage(browser, server)
  const plain = await newPage(browser, server, { script: false })

  await check('the list follows what is typed', async () => {
    await become(page, roles.staff)
    await page.goto('/events')
    await page.evaluate(() => (document.body.dataset.stayed = 'yes'))
    await page.getByRole('searchbox').pressSequentially('spark aut')
    await page.locator('#found-said').filter({ hasText: /event/ }).waitFor({ state: 'attached' })
    await page.waitForURL(/q=spark/)
    const found = await titles(page)
    expect(found.length > 0 && found.every((title) => /spark/i.test(title)), `it shows ${found}`)
    expect(await page.evaluate(() => document.body.dataset.stayed), 'the page was loaded again')
    expect(
      await page.evaluate(() => document.activeElement?.id === 'q'),
      'the search lost the keyboard'
    )
  })
  await check('a filter takes its chip and gives it back', async () => {
    await page.getByText('Filter', { exact: true }).click()
    await page.getByLabel('Kind', { exact: true }).selectOption('spark')
    await page.waitForURL(/kind=spark/)
    await page.getByRole('link', { name: /Remove “spark aut”/ }).click()
    await page.waitForURL((url) => !url.search.includes('q='))
    expect((await page.getByRole('searchbox').inputValue()) === '', 'the words are still there')
  })
  await check('what was typed stands after a reload', async () => {
    await page.getByRole('searchbox').fill('zzzz')
    await page.waitForURL(/q=zzzz/)
    await page.reload()
    await expectSays(page, 'No events')
    expect((await page.getByRole('searchbox').inputValue()) === 'zzzz', 'the words are gone')
  })
  await check('without script a button does it', async () => {
    await become(plain, roles.staff)
    await plain.goto('/events')
    await plain.getByRole('searchbox').fill('spark aut')
    await press(plain, 'Search')
    const found = await titles(plain)
    expect(found.length > 0 && found.every((title) => /spark/i.test(title)), `it shows ${found}`)
    await expectSaysNot(plain, 'No events')
  })
  await check('nothing in the console', () => [...new Set([...page.noise, ...plain.noise])])
})
finish()
