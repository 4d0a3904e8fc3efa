// The pages that only a form leads to, without their scripts; _axe.mjs says what is looked at.
import { playScenesPlain } from './_axe.mjs'
import { finish, withHouse } from './_house.mjs'

await withHouse(playScenesPlain)
finish()
