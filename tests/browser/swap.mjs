// Presenters exchange their slots before the evening, by keyboard at 320 px: two of them, a chain of
// three, one who says no, and one who takes it back. All or nothing: the programme shows it.
// Pictures of every step stay in BUILD_DIR/swap.
//   node tests/browser/swap.mjs BUILD_DIR [FOLDER FOR PICTURES]
import { join } from 'node:path'
import { check, expect, expectText, finish, withHouse } from './_house.mjs'
import { album, button, link } from './_keys.mjs'
import { expectSays, expectSaysNot, openMail, openSpark } from './_steps.mjs'
import { offerTalk, people, programmeOf, publish } from './_evening.mjs'
import { buildDir } from './_server.mjs'

const picture = album(process.argv[3] ?? join(buildDir, 'swap'))
const talks = { kim: 'Ten words a day', ana: 'Why I wait', sam: 'Maps without names' }
const mailboxes = { kim: 'other@demo.example', ana: 'staff@demo.example', sam: 'mentor@demo.example' }

async function expectOrder({ robin, told }, ...names) {
  const { items } = await programmeOf(robin, told.path)
  const wanted = names.map((name) => talks[name])
  expect(`${items.map((item) => item.title)}` === `${wanted}`, `${items.map((item) => item.title)}`)
}

// From one's own talk by the links of the page, with these talks in turn.
async function ask(house, asker, ...others) {
  const page = house[asker]
  await page.goto(house.told.path)
  await page.getByText('More about my talk').first().click()
  await link(page, 'Swap with somebody')
  for (const other of others) await link(page, new RegExp(talks[other]))
  await expectSays(page, 'Who would speak when')
}

// The mail, then the question that home leads to.
async function openQuestion(page, to) {
  await openMail(page, /asks: would you swap slots/, to)
  await page.goto('/')
  await link(page, 'Say yes or no')
}

async function plan(house) {
  const { robin, told } = house
  await check('three talks of one length are announced', async () => {
    const date = { day: 19, month: 11, year: 2026 }
    told.path = await openSpark(robin, { title: 'SPARK: three', date, starts: '16:00', ends: '16:30' })
    for (const name of Object.keys(talks)) await offerTalk(house[name], told.path, talks[name])
    await publish(robin, told.path)
    await expectOrder(house, 'kim', 'ana', 'sam')
  })
}

async function two(house) {
  const { kim, ana, sam, told } = house
  await check('two: one asks for the other’s slot', async () => {
    await kim.goto(told.path)
    await kim.getByText('More about my talk').first().click()
    await link(kim, 'Swap with somebody')
    await expectSays(kim, 'With each of these it works', talks.ana, talks.sam)
    await picture(kim, '01-with-whom')
    await link(kim, new RegExp(talks.ana))
    await expectSays(kim, 'Who would speak when', 'Nothing changes until everybody has said yes')
    await picture(kim, '02-would-be')
    await button(kim, /^Ask Ana Bell/)
    await expectSays(kim, 'You asked')
    await picture(kim, '03-asked')
    await expectOrder(house, 'kim', 'ana', 'sam')
  })
  await check('a yes, and both slots are exchanged at once', async () => {
    await openQuestion(ana, mailboxes.ana)
    await expectSays(ana, 'asks', talks.kim, talks.ana)
    await picture(ana, '04-question')
    await button(ana, 'Yes, swap')
    await expectSays(ana, 'The slots are swapped')
    await picture(ana, '05-swapped')
    await expectOrder(house, 'ana', 'kim', 'sam')
    for (const name of ['kim', 'ana']) await openMail(house[name], /Swapped: your new slot/, mailboxes[name])
    await ana.goto(told.path)
    await expectSays(ana, 'You speak at 4pm')
    await sam.goto('/demo/outbox?all=1')
    const swapped = sam.getByRole('row').filter({ hasText: 'Swapped: your new slot' })
    expect((await swapped.filter({ hasText: mailboxes.sam }).count()) === 0, 'who keeps the slot has a mail')
  })
}

async function chain(house) {
  const { kim, ana, sam } = house
  await check('a chain of three: nothing moves before the last yes', async () => {
    await ask(house, 'kim', 'ana', 'sam')
    await picture(kim, '06-chain')
    await button(kim, 'Ask both')
    await expectSays(kim, 'You asked')
    await openQuestion(sam, mailboxes.sam)
    await button(sam, 'Yes, swap')
    await expectSays(sam, 'Said yes', 'Not yet')
    await picture(sam, '07-waits')
    await expectOrder(house, 'ana', 'kim', 'sam')
  })
  await check('the last yes, and all three slots change', async () => {
    await openQuestion(ana, mailboxes.ana)
    await button(ana, 'Yes, swap')
    await expectSays(ana, 'The slots are swapped')
    await picture(ana, '08-chain-done')
    await expectOrder(house, 'kim', 'sam', 'ana')
  })
}

async function refused(house) {
  const { kim, ana, sam } = house
  await check('one yes, one no: nothing changes, and the others are told', async () => {
    await ask(house, 'ana', 'kim', 'sam')
    await button(ana, 'Ask both')
    await openQuestion(kim, mailboxes.kim)
    await button(kim, 'Yes, swap')
    await openQuestion(sam, mailboxes.sam)
    await button(sam, 'No, keep my slot')
    await expectSays(sam, 'said no. The slots stay as they are')
    await picture(sam, '09-no')
    await expectOrder(house, 'kim', 'sam', 'ana')
    for (const name of ['kim', 'ana'])
      expectText(await openMail(house[name], /No swap at/, mailboxes[name]), /nothing has\s+moved/)
    await ana.goto('/')
    await expectSaysNot(ana, 'swap slots')
  })
  await check('whoever asked takes it back', async () => {
    await ask(house, 'ana', 'kim')
    await button(ana, /^Ask /)
    await picture(ana, '10-mine')
    await button(ana, 'Take it back')
    await expectSays(ana, 'took it back')
    await kim.goto('/')
    await expectSaysNot(kim, 'Say yes or no')
    await expectOrder(house, 'kim', 'sam', 'ana')
  })
}

await withHouse(async (started) => {
  const house = await people(started, { robin: 'coordinator', kim: 'other', ana: 'staff', sam: 'mentor' })
  await plan(house)
  await two(house)
  await chain(house)
  await refused(house)
})
finish()
