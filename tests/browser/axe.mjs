// Every page of six people, with their scripts and without; _axe.mjs says what is looked at.
import { lookAtAll } from './_axe.mjs'
import { finish, withHouse } from './_house.mjs'

await withHouse(lookAtAll)
finish()
