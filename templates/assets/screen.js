// Keeps the code on a screen new: when its half minute is over, the page is
// fetched again and what it shows is put in place of what stands there. Without
// this the whole page loads itself anew.
const AGAIN_MS = 3000

const next = async () => {
  const trouble = document.querySelector('.app-screen__trouble')
  try {
    const answer = await fetch(location.href, { cache: 'no-store' })
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const screen = page.querySelector('[data-screen]')
    if (!screen) throw new Error('no screen')
    document.querySelector('[data-screen]').replaceWith(screen)
    plan()
  } catch {
    trouble.hidden = false
    setTimeout(next, AGAIN_MS)
  }
}

const plan = () => {
  const code = document.querySelector('[data-next]')
  if (code) setTimeout(next, Number(code.dataset.next) * 1000 + 500)
}

plan()
