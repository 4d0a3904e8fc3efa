// A list follows what is typed into its search: the page that the form would
// lead to is fetched and its list put in place of this one, the address with
// it. Without this a button does the same.
const WAIT_MS = 250
const form = document.querySelector('form[data-find]')
const found = form && document.getElementById(form.dataset.find)
const said = form && document.getElementById(`${form.dataset.find}-said`)
let timer
let request

function address() {
  const asked = [...new FormData(form)].filter(([, value]) => value)
  const query = new URLSearchParams(asked).toString()
  return form.getAttribute('action') + (query && `?${query}`)
}

function show(there) {
  const next = request.status === 200 && request.response?.getElementById(found.id)
  if (!next) return
  found.replaceChildren(...next.childNodes)
  said.textContent = next.dataset.count
  history.replaceState(null, '', there)
}

function follow() {
  const there = address()
  request?.abort()
  request = new XMLHttpRequest()
  request.responseType = 'document'
  request.addEventListener('load', () => show(there))
  request.open('GET', there)
  request.send()
}

form?.addEventListener('input', () => {
  clearTimeout(timer)
  timer = setTimeout(follow, WAIT_MS)
})
