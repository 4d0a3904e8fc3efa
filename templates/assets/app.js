// The kit's components that need script, and copying an address. Every page
// works without them.
import './find.js'
import { Button, CharacterCount, ErrorSummary, SkipLink, createAll } from 'govuk-frontend'

document.body.classList.add('govuk-frontend-supported')
for (const component of [Button, CharacterCount, ErrorSummary, SkipLink]) createAll(component)

for (const button of document.querySelectorAll('button[data-copy]')) {
  if (!navigator.clipboard) continue
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
    button.textContent = button.dataset.copied
  })
}

// A page that waits for something looks again by itself.
const waiting = document.querySelector('[data-reload]')
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.reload))
