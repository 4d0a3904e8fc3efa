// Every page of six people without their scripts; _axe.mjs says what is looked at.
import { lookAtAll } from './_axe.mjs'
import { finish, withHouse } from './_house.mjs'

await withHouse((house) => lookAtAll(house, false))
finish()
