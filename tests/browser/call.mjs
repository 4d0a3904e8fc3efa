// A call for talks, by keyboard at 320 px: what it invites and keeps, a proposal that is saved, handed
// in, taken back and handed in again, a joint presenter of another school who says yes, and a kind
// word to whoever is declined.
// Pictures of every step stay in BUILD_DIR/call.
//   node tests/browser/call.mjs BUILD_DIR [FOLDER FOR PICTURES]
import { join } from 'node:path'
import { check, expect, expectText, finish, withHouse } from './_house.mjs'
import { people } from './_evening.mjs'
import { album, button, link, tabTo, tick, type } from './_keys.mjs'
import { expectFlash, expectSays, expectSaysNot, openMail, openSpark } from './_steps.mjs'
import { buildDir } from './_server.mjs'

const picture = album(process.argv[3] ?? join(buildDir, 'call'))
const title = 'Two voices, one text'
const second = 'Green pens, again'
const word = 'We have heard much of marking lately. Bring it in summer, please.'

async function day(page, group, day, month, year) {
  const fields = page.getByRole('group', { name: group, exact: true })
  for (const [name, value] of [['Day', day], ['Month', month], ['Year', year]]) {
    await tabTo(page, fields.getByLabel(name))
    await page.keyboard.type(String(value))
  }
}

async function theCall({ robin, kim, told }) {
  await check('an event that takes proposals', async () => {
    const date = { day: 19, month: 11, year: 2026 }
    told.path = await openSpark(robin, { title: 'SPARK: a call', date, starts: '16:00', ends: '17:00', call: true })
  })
  await check('the organiser says what the call invites, and is told what does not hold', async () => {
    await robin.goto(told.path)
    await link(robin, 'What the call invites')
    await type(robin, 'A sentence of invitation', 'Show one thing that worked with a class of thirty.')
    await day(robin, 'Last day of the call (optional)', 13, 11, 2026)
    await type(robin, 'Themes (optional)', 'Reading, Maths')
    await type(robin, 'Places kept for people who have not given a talk before', '1')
    await type(robin, 'Places kept for the shortest talks', '2')
    await button(robin, 'Save')
    await expectSays(robin, 'There is a problem')
    expect((await robin.getByLabel('Themes (optional)').inputValue()) === 'Reading, Maths', 'what was typed is lost')
    await picture(robin, '01-until-when')
    await day(robin, 'Kept until the end of which day?', 9, 11, 2026)
    await button(robin, 'Save')
    await robin.goto(`${told.path}/call`)
    await expectSays(robin, 'Show one thing that worked', 'Reading, Maths', 'Friday 13 November 2026')
    await picture(robin, '02-call')
  })
  await check('a colleague reads what is wanted and what is kept', async () => {
    await kim.goto(told.path)
    await expectSays(kim, 'Show one thing that worked')
    await link(kim, 'What is wanted, and what is still open')
    await expectSays(
      kim, '1 more place is kept for people who have not given a talk before',
      '2 more are kept for 2-minute talks until Monday 9 November 2026')
    await picture(kim, '03-wanted')
  })
}

async function propose(page, told, name, minutes, joint) {
  await page.goto(`${told.path}/call`)
  await link(page, 'Propose a talk')
  await tick(page, 'radio', new RegExp(`^${minutes} minutes`))
  await type(page, 'Title', name)
  await tick(page, 'radio', /good practice/)
  if (joint) await type(page, 'Giving it with someone? (optional)', joint)
  await tabTo(page, page.getByLabel('Theme (optional)'))
  await page.keyboard.type('Reading')
}

async function proposal({ ana, told }) {
  await check('a proposal is saved for later, with somebody of another school', async () => {
    await propose(ana, told, title, 7, 'other@demo.example')
    await picture(ana, '04-form')
    await button(ana, 'Save it for later')
    await expectSays(ana, 'Your drafts', title)
    await picture(ana, '05-draft')
  })
  await check('handed in, taken back, and handed in again', async () => {
    await link(ana, title)
    await button(ana, 'Propose this talk')
    await ana.goto(told.path)
    await expectSays(ana, title, 'You proposed a talk', 'Not decided yet')
    await picture(ana, '06-proposed')
    await link(ana, /^Withdraw/)
    await button(ana, /^Withdraw/)
    await expectFlash(ana, 'withdrawn')
    await expectSaysNot(ana, title)
    await propose(ana, told, title, 7, 'other@demo.example')
    await button(ana, 'Propose this talk')
    await ana.goto(told.path)
    await expectSays(ana, title, 'Waiting for a yes from')
  })
}

async function joint({ robin, kim, ana, told }) {
  await check('the organiser sees that somebody is still asked', async () => {
    await robin.goto(told.path)
    await link(robin, /proposal/)
    await expectSays(robin, title, 'Waiting for a yes from')
    await picture(robin, '07-proposals')
  })
  await check('the joint presenter says yes', async () => {
    await openMail(kim, /will you give a talk together/, 'other@demo.example')
    await kim.goto(told.path)
    await link(kim, 'Say yes or no')
    await expectSays(kim, title)
    await picture(kim, '08-joint')
    await button(kim, 'Yes, I will')
    await kim.goto(told.path)
    await expectSays(kim, title)
    await ana.goto(told.path)
    await expectSaysNot(ana, 'Waiting for a yes from')
    await picture(ana, '09-both')
  })
}

async function decide({ robin, sam, ana, told }) {
  await check('another proposal; nobody is declined without a word', async () => {
    await propose(sam, told, second, 2)
    await button(sam, 'Propose this talk')
    await robin.goto(told.path)
    await link(robin, /proposal/)
    await tick(robin, 'checkbox', second)
    await button(robin, 'Decline')
    await expectSays(robin, 'There is a problem')
    expect(await robin.getByRole('checkbox', { name: second }).isChecked(), 'what was ticked is lost')
    await picture(robin, '10-no-word')
  })
  await check('declined with a kind word, which is read by whoever proposed it', async () => {
    await type(robin, 'A kind word', word)
    await button(robin, 'Decline')
    await expectSays(robin, 'Decided', word)
    await picture(robin, '11-declined')
    expectText(await openMail(sam, 'Not this time: your talk', 'mentor@demo.example'), 'Bring it in summer', 'the mail')
    await sam.goto(told.path)
    await expectSays(sam, 'could not be taken this time', word)
    await picture(sam, '12-kind-word')
  })
  await check('the other is accepted, and both presenters have a letter', async () => {
    await tick(robin, 'checkbox', title)
    await button(robin, 'Accept')
    await expectSays(robin, 'No proposal waits for a decision.')
    for (const [page, to] of [[ana, 'staff@demo.example'], [ana, 'other@demo.example']])
      await openMail(page, /(Accepted|Booked): your 7-minute talk/, to)
    await ana.goto(told.path)
    await expectSays(ana, title, 'You speak at')
    await picture(ana, '13-accepted')
  })
}

await withHouse(async (started) => {
  const house = await people(started, { robin: 'coordinator', kim: 'other', ana: 'staff', sam: 'mentor' })
  await theCall(house)
  await proposal(house)
  await joint(house)
  await decide(house)
})
finish()
