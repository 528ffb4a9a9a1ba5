/** Writes the page of a channel, for people: what it is, its address, ways to subscribe, and its newest articles. */
import type { Channel } from '../channel.js';
import type { Entry } from '../model.js';
import { mainAddress, offersOf } from '../offers.js';
import { firstWords } from '../text/excerpt.js';
import { directionOf } from '../text/language-tag.js';
import type { Words } from '../text/words.js';
import { rfc3339 } from '../time/instant.js';
import { html, type Markup } from './html.js';
import { addressFrom, indexPath } from './places.js';
import { appAddress, webReaders } from './readers.js';
import { langWithin, speech, writePage, type Said } from './shell.js';
import type { Site } from './site.js';

const shown = 10;
const summaryLength = 280;

/** @param channels all that have pages: with more than one, the page leads to the others */
export function writeFeedPage(channel: Channel, site: Site, channels: readonly Channel[]): string {
  const { title, description, addresses, entries, folder } = channel;
  const language = channel.language ?? site.language;
  const { say, words } = speech(language);
  const feed = mainAddress(addresses);
  const others =
    channels.length > 1 ? html`<a href="${addressFrom(folder, indexPath)}">${say('allFeeds')}</a>` : undefined;
  return writePage({
    title,
    description: description === '' ? title : description,
    language,
    copies: true,
    links: offersOf(addresses).map(
      ({ name, type, address }) =>
        html`<link rel="alternate" type="${type}" title="${title} (${name})" href="${address}" /> `,
    ),
    body: html`<nav class="way small">
        <a href="${site.url}" dir="auto" ${langWithin(language, site.language)}>${site.title}</a>
        ${others}
      </nav>
      <main class="h-feed">
        <h1 class="p-name" dir="auto">${title}</h1>
        ${description === '' || description === title ? undefined : html`<p class="lead p-summary" dir="auto">${description}</p> `}
        ${channel.url === site.url ? undefined : html`<p class="small"><a class="u-url" dir="ltr" href="${channel.url}">${withoutScheme(channel.url)}</a></p>`}
        <section class="card" aria-labelledby="subscribe">
          <h2 id="subscribe">${icon}${say('subscribe')}</h2>
          <p>${say('whatIsAFeed')}</p>
          ${feed === undefined ? undefined : subscribing(feed, channel, say, words)}
        </section>
        <section aria-labelledby="newest">
          <h2 id="newest">${say('newest')}</h2>
          ${
            entries.length === 0
              ? html`<p class="soft">${say('noArticles')}</p> `
              : html`<ol class="entries">
                  ${entries.slice(0, shown).map((entry) => entryItem(entry, language))}
                </ol> `
          }
        </section>
      </main> `,
  });
}

const withoutScheme = (url: string) => url.replace(/^https?:\/\/|\/$/g, '');

/** Waves from a point: the sign of feeds that people know. */
const icon = html`<svg
  class="icon"
  viewBox="0 0 16 16"
  aria-hidden="true"
  fill="none"
  stroke="currentColor"
  stroke-width="2.4"
  stroke-linecap="round"
>
  <path d="M2 8a6 6 0 0 1 6 6M2 2a12 12 0 0 1 12 12" />
  <circle cx="3" cy="13" r="1.6" fill="currentColor" stroke="none" />
</svg>`;

function subscribing(feed: string, { addresses }: Channel, say: Said, words: Words): Markup {
  return html`<div>
      <label for="address">${say('address')}</label>
      <div class="copy">
        <input id="address" type="text" readonly dir="ltr" spellcheck="false" value="${feed}" />
        <button type="button" hidden data-copied="${words.copied}">${say('copy')}</button>
        <p role="status"></p>
      </div>
    </div>
    <div>
      <h3>${say('openIn')}</h3>
      <ul class="choices">
        <li><a href="${appAddress(feed)}">${say('appOnThisDevice')}</a></li>
        ${webReaders.map(({ name, subscribe }) => html`<li><a href="${subscribe(feed)}" rel="nofollow">${name}</a></li> `)}
      </ul>
    </div>
    <div>
      <h3>${say('formats')}</h3>
      <ul class="formats">
        ${offersOf(addresses).map(({ name, type, address }) => html`<li><a href="${address}" type="${type}">${name}</a></li> `)}
      </ul>
    </div> `;
}

function entryItem(entry: Entry, pageLanguage: string | undefined): Markup {
  const { title, url, summary, published, authors, language } = entry;
  const lang = langWithin(pageLanguage, language);
  const dir = lang === undefined || language === undefined ? undefined : html` dir="${directionOf(language)}"`;
  // A note has no name: its first words are what it says.
  const headline =
    title === undefined
      ? html`<h3 class="p-summary" dir="auto"><a class="u-url" href="${url}">${entry.firstWords}</a></h3>`
      : html`<h3 dir="auto"><a class="p-name u-url" href="${url}">${title}</a></h3>`;
  // The day has a direction of its own: after Arabic letters its parts would change places (UAX #9, W2).
  const day = html`<time class="dt-published" dir="ltr" datetime="${rfc3339(published)}"
    >${rfc3339(published).slice(0, 10)}</time
  >`;
  const said =
    title === undefined || summary === undefined
      ? undefined
      : html`<p class="p-summary" dir="auto">${firstWords(summary, summaryLength)}</p> `;
  return html`<li>
    <article class="h-entry" ${lang}${dir}>
      ${headline}
      <p class="about">${day}${authors.map(({ name }) => html` <span class="p-author" dir="auto">${name}</span>`)}</p>
      ${said}
    </article>
  </li> `;
}
