/** Writes the index of all feeds of a site, for people. */
import type { Channel } from '../channel.js';
import { offersOf } from '../offers.js';
import { rfc3339 } from '../time/instant.js';
import { groupsOf, shortName, type Group } from './groups.js';
import { html, type Markup } from './html.js';
import { addressFrom, feedPagePath, opmlPath } from './places.js';
import { langWithin, speech, writePage, type Said } from './shell.js';
import type { Site } from './site.js';

/** @param hasOpml whether the file of all feeds is written too */
export function writeIndexPage(site: Site, channels: readonly Channel[], hasOpml: boolean): string {
  const { say, words } = speech(site.language);
  return writePage({
    title: `${words.allFeeds} – ${site.title}`,
    description: words.whichFeeds,
    language: site.language,
    links: hasOpml
      ? [
          html`<link
            rel="alternate"
            type="text/x-opml"
            title="${site.title} (OPML)"
            href="${addressFrom('', opmlPath)}"
          /> `,
        ]
      : [],
    body: html`<nav class="way small">
        <a href="${site.url}" dir="auto">${site.title}</a>
      </nav>
      <main>
        <h1>${say('allFeeds')}</h1>
        <p class="lead">${say('whichFeeds')}</p>
        <section class="card">
          <p>${say('whatIsAFeed')}</p>
          ${hasOpml ? html`<p><a href="${addressFrom('', opmlPath)}" type="text/x-opml" download>${say('opml')}</a></p> ` : undefined}
        </section>
        ${groupsOf(channels).map((group) => groupSection(group, site, say))}
      </main> `,
  });
}

function groupSection({ kind, channels }: Group, site: Site, say: Said): Markup {
  return html`<section class="feeds" aria-labelledby="kind-${kind}">
    <h2 id="kind-${kind}">${say(kind)}</h2>
    <ul>
      ${channels.map((channel) => feedItem(channel, site, say))}
    </ul>
  </section> `;
}

function feedItem(channel: Channel, site: Site, say: Said): Markup {
  const { kind, language, addresses, description, updated } = channel;
  const name = shortName(channel);
  const lang = langWithin(site.language, language);
  // What a tag is called says all; a feed that was made by hand may need its description.
  const isDescribed = (kind === 'site' || kind === 'own') && description !== '' && description !== name;
  return html`<li${lang}>
<a href="${addressFrom('', feedPagePath(channel))}" dir="auto">${name}</a>
<ul class="formats">
<li class="soft"><span class="unseen">${say('updated')} </span><time dir="ltr" datetime="${rfc3339(updated)}">${rfc3339(updated).slice(0, 10)}</time></li>
${offersOf(addresses).map(({ name: format, type, address }) => html`<li><a href="${address}" type="${type}" aria-label="${format}: ${name}">${format}</a></li> `)}</ul>
${isDescribed ? html`<p dir="auto">${description}</p> ` : undefined}</li>
`;
}
