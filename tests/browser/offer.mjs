// A slot that falls free is asked about first, by keyboard at 320 px: one says no, the next says
// yes, one does not answer in time; and on the evening “I can’t come” calls the reserve.
// Pictures of every step stay in BUILD_DIR/offer.
//   node tests/browser/offer.mjs BUILD_DIR [FOLDER FOR PICTURES]
import { join } from 'node:path'
import { check, expectText, finish, mainText, withHouse } from './_house.mjs'
import { offerTalk, people, publish } from './_evening.mjs'
import { album, button, link, tick, type } from './_keys.mjs'
import { expectFlash, expectSays, expectSaysNot, moveClock, openMail, openSpark } from './_steps.mjs'
import { buildDir } from './_server.mjs'

const picture = album(process.argv[3] ?? join(buildDir, 'offer'))
const talks = { kim: 'Ten words a day', ana: 'Why I wait', sam: 'Maps without names' }
const asks = /A slot is free for your talk/

async function withdraw(page, told, words) {
  await page.goto(told.path)
  await link(page, words)
  await button(page, words)
  await expectFlash(page, 'Your talk is withdrawn.')
}

// The mail, then the page that home leads to.
async function openQuestion(page, to) {
  expectText(await openMail(page, asks, to), 'It is kept for you until')
  await page.goto('/')
  await link(page, 'Say yes or no')
  await expectSays(page, 'A slot is free for your talk', 'say yes by')
}

async function plan({ robin, kim, ana, sam, told }) {
  await check('an evening with room for one talk of 7 minutes', async () => {
    const date = { day: 19, month: 11, year: 2026 }
    told.path = await openSpark(robin, { title: 'SPARK: one slot', date, starts: '16:00', ends: '16:32', fixed: 20 })
  })
  await check('the organiser chooses that who is next is asked first', async () => {
    await robin.goto(told.path)
    await link(robin, 'When a slot comes free')
    await tick(robin, 'radio', /^The next in line is asked first/)
    await type(robin, 'Hours to answer, if they are asked', '0')
    await button(robin, 'Save')
    await expectSays(robin, 'Enter 1 to 336 hours.')
    await picture(robin, '01-asking')
    await type(robin, 'Hours to answer, if they are asked', '24')
    await button(robin, 'Save')
    await expectFlash(robin, 'Saved.')
  })
  await check('one has the slot, two wait', async () => {
    await offerTalk(kim, told.path, talks.kim)
    await offerTalk(ana, told.path, talks.ana)
    await offerTalk(sam, told.path, talks.sam)
    await kim.goto(told.path)
    await expectSays(kim, talks.kim, 'You speak at')
    for (const page of [ana, sam]) {
      await page.goto(told.path)
      await expectSays(page, 'in line')
    }
    await picture(ana, '02-waiting')
  })
}

async function askedFirst({ robin, kim, ana, sam, told }) {
  await check('one withdraws, and the first in line is asked', async () => {
    await withdraw(kim, told, /^Withdraw/)
    await openQuestion(ana, 'staff@demo.example')
    await picture(ana, '03-asked')
    await robin.goto(`${told.path}/board`)
    await expectSays(robin, 'Asked: answers by')
    await picture(robin, '04-board')
  })
  await check('a no, and the next is asked at once', async () => {
    await button(ana, 'No, ask the next')
    await expectFlash(ana, 'the next in line is asked')
    await picture(ana, '05-no')
    await openQuestion(sam, 'mentor@demo.example')
  })
  await check('a yes, and the slot is theirs', async () => {
    await button(sam, 'Yes, I will speak')
    await expectFlash(sam, 'The slot is yours')
    await picture(sam, '06-yes')
    await openMail(sam, /Booked: your 7-minute talk .* now has a slot/, 'mentor@demo.example')
    await sam.goto('/')
    await expectSaysNot(sam, 'Say yes or no')
  })
  await check('it falls free again: who does not answer in time is passed over', async () => {
    await offerTalk(kim, told.path, talks.kim)
    await withdraw(sam, told, /^Withdraw/)
    await openQuestion(ana, 'staff@demo.example')
    told.question = new URL(ana.url()).pathname
    await moveClock(robin, '2026-11-04T18:00:00Z')
    await openMail(kim, asks, 'other@demo.example')
    expectText(await openMail(ana, /No answer: the slot/, 'staff@demo.example'), 'no answer in time')
  })
  await check('who is late is told, and has it if the next says no', async () => {
    await ana.goto(told.question)
    await expectSays(ana, 'The time to answer is over')
    await button(ana, 'Take it if it is free')
    await expectSays(ana, 'the slot went to the next in line')
    await picture(ana, '07-late')
    await openQuestion(kim, 'other@demo.example')
    await button(kim, 'No, ask the next')
    await ana.goto(told.question)
    await button(ana, 'Take it if it is free')
    await expectFlash(ana, 'The slot is yours')
  })
}

async function tonight({ robin, ana, kim, told }) {
  await check('the programme is announced, and the evening comes', async () => {
    await publish(robin, told.path)
    await moveClock(robin, '2026-11-19T15:59:00Z')
  })
  await check('a minute before it begins somebody can’t come: the reserve speaks', async () => {
    await ana.goto(told.path)
    await expectSays(ana, 'It begins at 4pm')
    await picture(ana, '08-tonight')
    await link(ana, 'I can’t come tonight')
    await picture(ana, '09-cannot-come')
    await button(ana, 'I can’t come tonight')
    await expectFlash(ana, 'Your talk is withdrawn.')
    await kim.goto(told.path)
    await expectSays(kim, talks.kim, 'You speak at')
    await picture(kim, '10-reserve')
    await openMail(kim, /You speak today: your 7-minute talk .* now has a slot/, 'other@demo.example')
  })
  await check('the chair knows: a mail says who speaks instead, and so does the remote', async () => {
    const mail = await openMail(robin, 'Ana Bell cannot come', 'coordinator@demo.example')
    expectText(mail, `gives “${talks.kim}”, 7 minutes, instead`, 'the mail')
    await robin.goto(`${told.path}/remote`)
    expectText(await mainText(robin), new RegExp(`can’t come: ${talks.ana}.*speaks instead`))
    expectText(await mainText(robin), new RegExp(`This evening[\\s\\S]*${talks.kim}`))
    await picture(robin, '11-remote')
  })
}

await withHouse(async (started) => {
  const house = await people(started, { robin: 'coordinator', kim: 'other', ana: 'staff', sam: 'mentor' })
  await plan(house)
  await askedFirst(house)
  await tonight(house)
})
finish()
