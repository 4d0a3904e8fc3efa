// Keeps the code on a screen new: when its half minute is over, the page is
// fetched again and what it shows is put in place of what stands there. Without
// this the whole page loads itself anew. The page comes as a document, since
// the policy lets no script make one out of text.
const AGAIN_MS = 3000

function plan() {
  const code = document.querySelector('[data-next]')
  if (code) setTimeout(next, Number(code.dataset.next) * 1000 + 500)
}

function show(answer) {
  const screen = answer.status === 200 && answer.response?.querySelector('[data-screen]')
  document.querySelector('.app-screen__trouble').hidden = Boolean(screen)
  if (!screen) return setTimeout(next, AGAIN_MS)
  document.querySelector('[data-screen]').replaceWith(document.adoptNode(screen))
  return plan()
}

function next() {
  const request = new XMLHttpRequest()
  request.responseType = 'document'
  request.addEventListener('loadend', () => show(request))
  request.open('GET', location.href)
  request.setRequestHeader('Cache-Control', 'no-store')
  request.send()
}

plan()
