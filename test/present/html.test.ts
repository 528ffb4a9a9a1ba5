import { parseFragment } from 'parse5';
import { describe, expect, test } from 'vitest';
import { html } from '../../src/present/html.js';

const hostile = `</title><script>"'&amp;<!--\u0008\uD800`;

describe('the template of our pages', () => {
  test('writes values as text, whatever they hold', () => {
    const { markup } = html`<p title="${hostile}" lang="${hostile}">${hostile}</p>`;
    expect(markup).not.toMatch(/[\u0008\uD800]/);
    const [p] = parseFragment(markup).childNodes;
    const clean = `</title><script>"'&amp;<!--`;
    expect(p).toMatchObject({
      tagName: 'p',
      attrs: [
        { name: 'title', value: clean },
        { name: 'lang', value: clean },
      ],
      childNodes: [{ nodeName: '#text', value: clean }],
    });
  });

  test('takes markup of its own as it is, one or many, and nothing for undefined', () => {
    const items = ['a', '<b>'].map((text) => html`<li>${text}</li>`);
    // prettier-ignore
    const { markup } = html`<ul>${items}</ul>${undefined}${html`<hr>`}`;
    expect(markup).toBe('<ul><li>a</li><li>&#60;b&#62;</li></ul><hr>');
  });

  test('leaves out the indentation of our source, but not that of a value', () => {
    // prettier-ignore
    const { markup } = html`<div>
      <p>${'a\n  b'}</p>
    </div>`;
    expect(markup).toBe('<div>\n<p>a\n  b</p>\n</div>');
  });
});
