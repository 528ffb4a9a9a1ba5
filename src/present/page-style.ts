/** How our HTML pages look: one sheet for all, within each page, so that a page needs no other file. */

/**
 * Colours have a contrast of 4.5 and more (WCAG 2.2, 1.4.3), borders of fields 3 (1.4.11); logical properties alone,
 * so that a page from right to left is the mirror of one from left to right.
 */
export const pageStyle = `
:root {
  color-scheme: light dark;
  --paper: #fdfcfa; --card: #f5f2ec; --ink: #23211e; --soft: #625d55; --line: #e2ddd3; --edge: #8b8478; --link: #9a3f0c;
  --on-link: #fff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #191816; --card: #23211e; --ink: #ebe8e2; --soft: #aea89d; --line: #38352f; --edge: #857e72; --link: #f0a46c;
    --on-link: #191816;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-inline-size: 44rem; padding: clamp(1.5rem, 5vw, 3.5rem) clamp(1.125rem, 5vw, 2rem) 4rem;
  background: var(--paper); color: var(--ink); overflow-wrap: break-word;
  font: 1.0625rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", Arial, sans-serif;
}
h1, h2, h3, p, ul, ol { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1 { font-size: clamp(1.75rem, 1.3rem + 2.2vw, 2.5rem); line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h2 { font-size: 1.25rem; line-height: 1.3; }
h3 { font-size: 1.125rem; line-height: 1.4; font-weight: 600; }
:lang(ar) h1, h1:lang(ar), :lang(fa) h1, :lang(ur) h1 { letter-spacing: 0; line-height: 1.4; }
a { color: var(--link); text-decoration-thickness: 0.06em; text-underline-offset: 0.18em; }
a:hover { text-decoration-thickness: 0.12em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 0.25rem; }
.soft { color: var(--soft); }
.unseen { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.small { font-size: 0.9375rem; }
.way { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.25rem 2rem; margin-block-end: clamp(2rem, 6vw, 3.5rem); }
.way a { padding-block: 0.25rem; }
.lead { margin-block-start: 0.75rem; font-size: 1.1875rem; color: var(--soft); text-wrap: pretty; }
.lead + .small { margin-block-start: 0.75rem; }
.icon { inline-size: 0.8em; block-size: 0.8em; margin-inline-end: 0.5rem; color: var(--link); }
.card { margin-block: clamp(2rem, 6vw, 3rem); padding: clamp(1.25rem, 4vw, 2rem); background: var(--card); border-radius: 1rem; }
.card > * + * { margin-block-start: 1.25rem; }
.card > h2 + * { margin-block-start: 0.625rem; }
.card h3, .card label { display: block; margin-block-end: 0.5rem; font-size: 0.9375rem; line-height: 1.5; font-weight: 600; }
.copy { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.copy input {
  flex: 999 1 16rem; min-inline-size: 0; padding: 0.625rem 0.875rem; color: inherit; background: var(--paper);
  border: 1px solid var(--edge); border-radius: 0.5rem; font: 0.9375rem/1.5 ui-monospace, "Cascadia Mono", "Liberation Mono", monospace;
  text-overflow: ellipsis;
}
.copy button {
  padding: 0.625rem 1.25rem; border: 0; border-radius: 0.5rem; background: var(--link); color: var(--on-link);
  font: inherit; font-size: 0.9375rem; font-weight: 600; cursor: pointer; flex: 1 0 auto;
}
.copy button[hidden] { display: none; }
.copy [role="status"] { flex-basis: 100%; font-size: 0.9375rem; }
.copy [role="status"]:empty { display: none; }
.choices { display: flex; flex-wrap: wrap; gap: 0.5rem; }
.choices a {
  display: block; padding: 0.4375rem 0.875rem; border: 1px solid var(--edge); border-radius: 2rem; background: var(--paper);
  font-size: 0.9375rem; text-decoration: none;
}
.choices a:hover { border-color: var(--link); text-decoration: underline; }
.entries > li { padding-block: 1.5rem; border-block-start: 1px solid var(--line); }
.entries > li:last-child { border-block-end: 1px solid var(--line); }
h2 + .entries { margin-block-start: 1rem; }
h2 + .soft { margin-block-start: 0.75rem; }
.entries a { text-decoration: none; }
.entries a:hover { text-decoration: underline; }
.entries p { margin-block-start: 0.375rem; text-wrap: pretty; }
.about { display: flex; flex-wrap: wrap; column-gap: 1rem; font-size: 0.9375rem; color: var(--soft); }
.feeds { margin-block-start: clamp(2rem, 6vw, 3rem); }
.feeds > ul > li { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: 0.125rem 1.5rem; padding-block: 0.75rem; border-block-end: 1px solid var(--line); }
.feeds h2 { padding-block-end: 0.5rem; border-block-end: 1px solid var(--line); }
.feeds > ul > li > p { flex-basis: 100%; font-size: 0.9375rem; color: var(--soft); }
.formats { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 1rem; font-size: 0.9375rem; }
.formats a { display: inline-block; padding-block: 0.25rem; }
@media print { .card, .way { display: none; } }
`;

/** Shows the button where it works, and copies. The page has all it needs without it. */
export const copyScript = `
for (const button of document.querySelectorAll('.copy button')) {
  const field = button.parentElement.querySelector('input');
  const status = button.parentElement.querySelector('[role=status]');
  field.addEventListener('focus', () => field.select());
  button.addEventListener('click', async () => {
    let copied = true;
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      field.select();
      copied = document.execCommand('copy');
    }
    status.textContent = copied ? button.dataset.copied : '';
  });
  button.hidden = false;
}
`;
