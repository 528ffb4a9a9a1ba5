/** Problems: what can be wrong with articles, settings and feeds, where, and how it is said. */

import { inspect } from 'node:util';
import { compareText } from './order.js';

export type Severity = 'error' | 'warning';

/** Where a problem was made. Lines and columns count from 1. */
export interface Place {
  /** Path within the site's folder, with `/`. */
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
}

export interface Problem extends Place {
  readonly severity: Severity;
  readonly code: ProblemCode;
  /** What happened, why it matters, what to do. */
  readonly message: string;
}

/** The settings or the disk make a build impossible. Nothing was replaced. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  constructor(
    readonly problems: readonly Problem[],
    options?: ErrorOptions,
  ) {
    super(problems.map(({ message }) => message).join('\n'), options);
  }
}

type Wording = readonly [Severity, (args: never) => string];

/**
 * The catalogue. Codes are permanent: scripts and the README name them.
 * Wording: what happened. Why it matters. What to do.
 */
const catalogue = {
  // The command line and the settings.
  'usage-wrong': ['error', (a: { reason: string }) => a.reason],
  'program-broken': ['error', (a: { reason: string }) => `Feedwright broke: ${a.reason}`],
  'config-missing': [
    'error',
    (a: { path: string }) => `There is no file ${a.path}. Check the path given with --config.`,
  ],
  'config-ambiguous': [
    'error',
    (a: { files: readonly string[] }) =>
      `Settings stand in ${a.files.join(' and in ')}. Only one can count: keep one of them.`,
  ],
  'config-unreadable': [
    'error',
    (a: { reason: string }) => `The settings cannot be read: ${a.reason}. Nothing can be built without them.`,
  ],
  'config-passed-over': [
    'error',
    () =>
      'This looks like settings, but is not read, so what it says would not count. Settings stand in feedwright.config.ts, .js, .mjs or .json, in lower case, or as the key "feedwright" in package.json: rename the file, or remove it.',
  ],
  'option-unknown': [
    'error',
    (a: { option: string; nearest: string | undefined; known: readonly string[] }) =>
      `There is no option "${a.option}". ${a.nearest === undefined ? `The options here are ${a.known.join(', ')}.` : `Did you mean "${a.nearest}"?`}`,
  ],
  'option-invalid': [
    'error',
    (a: { option: string; value: string; expected: string }) =>
      `"${a.option}" is ${a.value}, but must be ${a.expected}.`,
  ],
  'url-missing': [
    'error',
    () =>
      'The site has no address. Feeds need absolute links: give --url https://your.site/, or set site.url in feedwright.config.ts.',
  ],
  'site-missing': [
    'error',
    (a: { path: string; isFile: boolean }) =>
      `${a.isFile ? `${a.path} is a file, and no folder` : `There is no folder ${a.path}`}. Give the folder of your site, or run this in it.`,
  ],
  'posts-missing': [
    'error',
    (a: { path: string; candidates: readonly string[] }) =>
      `There is no folder ${a.path} with articles. ${a.candidates.length === 0 ? 'Name it with --posts, or as posts.folder in the settings.' : `Perhaps --posts ${a.candidates.join(' or --posts ')}?`}`,
  ],
  'path-outside': [
    'error',
    (a: { path: string }) =>
      `${a.path} lies outside the site's folder, and nothing is read from there. Give the folder that holds both as the site.`,
  ],
  'output-unwritable': [
    'error',
    (a: { path: string; reason: string }) =>
      `${a.path} cannot be written: ${a.reason}. The feeds stay as they were; mend it, or choose another folder with --out.`,
  ],
  'output-locked': [
    'error',
    (a: { holder: string; lock: string }) =>
      `Another run publishes here: ${a.holder}. Two at once would mix their feeds, so this one leaves them alone. Run again when it is done; if it runs no more, remove ${a.lock}.`,
  ],
  'output-outside': [
    'error',
    (a: { path: string; target: string }) =>
      `${a.path} leads to ${a.target}, outside the site's folder and the output folder, and nothing is written there. Remove the link, or choose the output folder that is meant with --out.`,
  ],
  'output-unfinished': [
    'error',
    (a: { failure: string; reason: string }) =>
      `${a.failure} Putting the old feeds back failed too: ${a.reason}. Some may be new and some old until the next run, which finishes or undoes this one. Mend the disk and run again.`,
  ],
  'output-clash': [
    'error',
    (a: { path: string; other: string }) =>
      `${a.path} and ${a.other} cannot both be published: they have one name, at least where case does not count, or one is a file where the other needs a folder. The one would take the place of the other. Change a file name in formats, or the path of a channel.`,
  ],
  'output-overwrites': [
    'error',
    (a: { path: string; what: string }) =>
      `${a.path} is ${a.what}, and would be overwritten by what is published there. Nothing was written. Change the option output, a file name in formats, the path of a channel, or the option ledger.`,
  ],
  'output-foreign': [
    'error',
    (a: { path: string; option: string }) =>
      `${a.path} was not written by Feedwright, and would be replaced by a file of that name. Nothing was written. Say ${a.option}: false in the settings, or move the file.`,
  ],
  'output-taken': [
    'error',
    (a: { path: string; owner: string }) =>
      `${a.path} belongs to another site that publishes here: ${a.owner}. Its subscribers would get this one's articles; nothing was written. Choose another folder with --out, or other file names in formats; if this site has moved from there, say --allow-flood once.`,
  ],
  'output-raced': [
    'error',
    (a: { path: string }) =>
      `${a.path} was changed by another publisher while this run was at work. Overwriting it could lose news, so this run stopped there. Run again, and let one publisher write to one place.`,
  ],
  'output-unguarded': [
    'error',
    (a: { path: string }) =>
      `${a.path} has no ETag in its store, which tells one version of it from the next. Without, two publishers could overwrite each other and lose news, so this run stopped there. Choose a store that gives ETags, or publish into a folder and copy that to the store.`,
  ],
  'output-unreachable': [
    'error',
    (a: { path: string; reason: string }) =>
      `${a.path} cannot be reached in its store: ${a.reason}. What this run did not get to is as it was. Check bucket, endpoint (AWS_ENDPOINT_URL_S3), region (AWS_REGION) and credentials, then run again.`,
  ],
  'client-missing': [
    'error',
    (a: { path: string }) =>
      `Publishing to ${a.path} needs the package @aws-sdk/client-s3, which is not installed. Run: npm install @aws-sdk/client-s3`,
  ],

  'extension-invalid': [
    'error',
    (a: { option: string; what: string }) =>
      `"${a.option}" fails: ${a.what}. The feeds would lack what it has to say. Mend the function in the settings.`,
  ],
  'serve-missing': [
    'error',
    (a: { path: string }) =>
      `${a.path} is no folder here, so there is nothing to serve. Run feedwright build first, or name the folder with --out.`,
  ],
  'serve-refused': [
    'error',
    (a: { address: string; reason: string }) =>
      `The server cannot listen on ${a.address}: ${a.reason}. Nobody can reach the feeds there; choose another --port or --host.`,
  ],
  'watch-refused': [
    'error',
    (a: { reason: string }) =>
      `The system watches no more files: ${a.reason}. Changes would go unseen, so this ends here. Let it watch more (on Linux: sysctl fs.inotify.max_user_watches and max_user_instances), or fewer: give the folder that holds the articles alone.`,
  ],

  // Schedules.
  'redis-missing': [
    'error',
    () => 'Replicas need the package @redis/client, which is not installed. Run: npm install @redis/client',
  ],
  'redis-unreachable': [
    'warning',
    (a: { reason: string }) =>
      `Redis cannot be reached: ${a.reason}. This replica runs on its own, and may do what another does too; the feeds are safe, since no two publish at once. Check REDIS_URL and the server.`,
  ],
  'health-unavailable': [
    'error',
    (a: { address: string; reason: string }) =>
      `Nothing can listen at ${a.address}: ${a.reason}. Nobody could ask how the schedule is. Choose another port with --health.`,
  ],
  'after-run-failed': [
    'warning',
    (a: { reason: string }) =>
      `What follows a run failed: ${a.reason}. The feeds are in place; those who would have been told of them may not know.`,
  ],

  // A file as such.
  'file-unreadable': [
    'error',
    (a: { reason: string }) => `The file cannot be read: ${a.reason}. Check its path and permissions.`,
  ],
  'file-outside': [
    'error',
    () => "This link leads outside the site's folder, and nothing is read from there. Copy the file into the site.",
  ],
  'file-missing': [
    'error',
    () => 'This link leads nowhere, or to itself, so the article behind it is lost. Mend the link, or remove it.',
  ],
  'encoding-invalid': ['error', () => 'The file is not UTF-8 text, and readers would show garbage. Save it as UTF-8.'],
  'character-forbidden': [
    'warning',
    (a: { character: string; count: number }) =>
      `The character ${a.character} is no text: XML forbids or discourages it, and many readers refuse the whole feed for one. It is left out${a.count > 1 ? `, here and ${a.count - 1} more times` : ''}; delete it in the article.`,
  ],
  'articles-none': [
    'warning',
    (a: { folder: string }) =>
      `No article was found in ${a.folder}. The feeds are empty. Check the folder and the include patterns.`,
  ],

  'channel-collision': [
    'error',
    (a: { what: string; other: string; folder: string }) =>
      `The feeds of ${a.what} and of ${a.other} would have one folder, ${a.folder}. Only one can be published there. Give one of them another path, as channels.….names, or another name.`,
  ],
  'channel-name-unknown': [
    'warning',
    (a: { option: string; name: string; nearest: string }) =>
      `"${a.option}" names ${a.name}, which no published article has, so it changes nothing. Did you mean ${a.nearest}?`,
  ],
  'feeds-emptied': [
    'error',
    (a: { folder: string }) =>
      `No article of ${a.folder} is left to publish, but there are feeds with articles. Subscribers would see them all withdrawn, so the feeds stay as they were. Check the folder, the patterns and the problems above; remove the feeds by hand if they are meant to be empty.`,
  ],

  // What subscribers know.
  'ledger-unreadable': [
    'error',
    () =>
      'This line of the ledger cannot be read, so the id of an article would be lost, and subscribers would see it twice. Take the line back from the history of the file.',
  ],
  'ledger-conflict': [
    'warning',
    () =>
      'A merge left its mark here. The lines of both sides count, and the next build writes them in order. Look whether both are meant.',
  ],
  'ledger-unwritable': [
    'warning',
    (a: { reason: string }) =>
      `The ledger cannot be written: ${a.reason}. Ids hold as long as addresses do; let a build write it where it can, and commit it.`,
  ],
  'ledger-elsewhere': [
    'warning',
    (a: { known: string; host: string }) =>
      `The ledger knows the articles at ${a.known}, and this build is for ${a.host}. New articles get ids of ${a.host} for ever. If the site has moved, all is well, and this is said once; if this is a preview, build it with --frozen, and undo the change of the ledger.`,
  ],
  'ledger-behind': [
    'warning',
    (a: { count: number }) =>
      `The ledger does not know ${a.count === 1 ? 'an article' : `${a.count} articles`} as subscribers will see ${a.count === 1 ? 'it' : 'them'}, and may not be written now. Run a build without --frozen and commit it, before an address changes.`,
  ],
  'ledger-missing': [
    'warning',
    () =>
      'There is no ledger, though earlier builds have published feeds here. Without it, an article that has moved since would get another id, and subscribers would see it twice. If there was one, take it back from its history; else commit the one that this build writes.',
  ],
  'article-unsure': [
    'error',
    (a: {
      isSamePlace: boolean;
      other: string;
      title: string | undefined;
      known: string;
      own: string;
      percent: number;
    }) =>
      `${a.isSamePlace ? `Subscribers know this file${a.title === undefined ? '' : ` as "${a.title}"`}, and much of it is other now` : `This may be ${a.other}${a.title === undefined ? '' : ` ("${a.title}")`}, which subscribers know and which is gone`}: ${a.percent} % of the text is the same. Taken for another, they would see it twice; taken for the same, a new one would replace it. Say "guid: ${a.known}" if it is the same, "guid: ${a.own}" if it is new.`,
  ],
  'id-changed': [
    'warning',
    (a: { known: string; stated: string }) =>
      `The guid ${a.stated} is not the one that subscribers know, ${a.known}. They would see the article twice, so it keeps theirs. Correct the guid; to issue the article anew, delete its line in the ledger.`,
  ],
  'article-reissued': [
    'warning',
    (a: { title: string; id: string; before: string }) =>
      `Subscribers know ${shown(a.title)} by another id than ${a.id}, and see it twice from now on. If the ledger was lost, take it back from its history; else say "guid: ${a.before}" in the front matter.`,
  ],
  'flood-new': [
    'error',
    (a: { count: number; most: number; titles: readonly string[] }) =>
      `${a.count} old articles would appear as new to subscribers: ${namedOf(a)}. More than ${a.most} are a mistake mostly, a changed id, address or limit; nothing was replaced. If it is meant, say --allow-flood once.`,
  ],
  'flood-withdrawn': [
    'error',
    (a: { count: number; most: number; titles: readonly string[] }) =>
      `${a.count} articles would vanish from the feeds: ${namedOf(a)}. More than ${a.most} are a mistake mostly, a moved folder or a changed pattern; nothing was replaced. If it is meant, say --allow-flood once.`,
  ],
  'article-unseen': [
    'warning',
    (a: { title: string; published: string; others: number }) =>
      `"${a.title}"${a.others === 0 ? '' : ` and ${a.others} more`} came now, dated ${a.published}: older than all that the feed of the site holds, so nobody who subscribes to it will see ${a.others === 0 ? 'it' : 'them'}. Mend the date if it is a slip; if it is meant, nothing is to be done.`,
  ],
  'feeds-lost': [
    'error',
    (a: { others: number; articles: number }) =>
      `This feed${a.others === 0 ? '' : ` and ${a.others} more`} would be removed: published, with ${a.articles} articles, and no run would write it any more. A setting has changed, or a tag, category or author has another name. Whoever subscribes would get errors and no news; nothing was replaced. Take it back, or, if it is meant, redirect the addresses on your server and say --allow-flood once.`,
  ],
  'live-unreachable': [
    'error',
    (a: { url: string; reason: string }) =>
      `${a.url} cannot be fetched: ${a.reason}. Without it nobody can tell what subscribers have. Check the address, or compare with the output folder, without --live.`,
  ],

  // Front matter.
  'front-matter-unclosed': [
    'error',
    (a: { fence: string }) =>
      `Fields begin here, but their fences are missing or broken, so they would be published as text. Put ${a.fence} on a line of its own ${a.fence === '}' ? 'after' : 'before the first field and after'} the last one.`,
  ],
  'front-matter-unreadable': [
    'error',
    (a: { reason: string }) =>
      `The front matter cannot be read: ${a.reason}. Without it the article has neither title nor date. Correct this line.`,
  ],
  'front-matter-language': [
    'error',
    (a: { language: string }) =>
      `Front matter in "${a.language}" is refused: articles never run code here. Write it as YAML (---), TOML (+++) or JSON ({ }).`,
  ],
  'field-ignored': [
    'warning',
    (a: { field: string; value: string; expected: string }) =>
      `"${a.field}" is ${a.value}, which is not ${a.expected}. The field is ignored; correct or remove it.`,
  ],

  'authors-unreadable': [
    'warning',
    (a: { reason: string }) =>
      `The authors in this file cannot be read: ${a.reason}. Articles name them by key, and readers see the key as the name. Correct the file.`,
  ],
  'inherited-unsure': [
    'warning',
    (a: { field: string; because: string }) =>
      `"${a.field}" seems to hold back articles of this folder, and stands in ${a.because}, so none is held back by it. Readers would get them. Say it in the front matter of each article.`,
  ],

  // Dates.
  'date-missing': [
    'error',
    () =>
      'The article has no date, in no field and not in its file name. Readers sort by it. Add "date: 2026-08-22", or "feed: false" when it is a page and no article.',
  ],
  'date-unreadable': [
    'error',
    (a: { field: string; value: string }) =>
      `"${a.field}" is ${a.value}, which is no date. Readers sort by it. Write it like 2026-08-22 or 2026-08-22T09:00+02:00.`,
  ],
  'date-impossible': [
    'error',
    (a: { field: string; value: string }) =>
      `"${a.field}" is ${a.value}, a day or time that does not exist. Guessing another would show the article at a wrong place. Correct it.`,
  ],
  'updated-ahead': [
    'warning',
    (a: { value: string }) =>
      `The article says it was updated at ${a.value}, which is still to come. Readers would keep it on top until then. The field is ignored.`,
  ],

  // Addresses and ids.
  'url-invalid': [
    'error',
    (a: { field: string; value: string }) =>
      `"${a.field}" gives the address ${a.value}, which is no http(s) address. Readers could not open the article. Write a path like /my-article/ or a whole address.`,
  ],
  'url-template': [
    'warning',
    (a: { field: string; value: string }) =>
      `"${a.field}" is ${a.value}, a template of your site generator that is not run here. The permalink pattern is used instead; write the path out if it differs.`,
  ],
  'url-duplicate': [
    'error',
    (a: { url: string; other: string }) =>
      `${a.url} is the address of ${a.other} too. Readers would show one of the two. Give one another slug or permalink.`,
  ],
  'id-duplicate': [
    'error',
    (a: { id: string; other: string }) =>
      `The id ${a.id} is that of ${a.other} too. Readers would show one of the two. Give one another guid.`,
  ],
  'id-not-uri': [
    'warning',
    (a: { id: string; atomId: string }) =>
      `The guid ${a.id} is no URI. RSS and JSON Feed carry it as it is, but Atom demands a URI and gets ${a.atomId}. Keep it if subscribers know it; write new ones like urn:uuid:… .`,
  ],

  // Titles, tags, media.
  'title-ambiguous': [
    'warning',
    (a: { title: string; parts: string }) =>
      `The title "${a.title}" holds ${a.parts}, which some readers take for HTML and others do not: no way to write it is right in all, Atom is right in most. Reword it if that matters.`,
  ],
  'tag-comma': [
    'warning',
    (a: { tag: string }) =>
      `The tag ${a.tag} holds a comma, at which FreshRSS and Tiny Tiny RSS cut it in two. Write two tags, or one without.`,
  ],
  'enclosure-missing': [
    'warning',
    (a: { url: string }) =>
      `The enclosure ${a.url} is no file of this site, so its size is unknown and podcast apps may refuse it. Correct the path, or state its "length" in bytes.`,
  ],
  'enclosure-length': [
    'warning',
    (a: { url: string }) =>
      `The enclosure ${a.url} is elsewhere and its size is unknown; RSS says length="0", which some podcast apps refuse. State its "length" in bytes.`,
  ],
  'withheld-unclear': [
    'warning',
    (a: { field: string; value: string }) =>
      `"${a.field}" is ${a.value}, which says neither yes nor no, so the article is held back: nobody can take back what is out. Write true or false.`,
  ],
  'enclosure-broken': [
    'error',
    (a: { path: string; type: string; what: string; remedy: string }) =>
      `${a.path} is ${a.what}, and no ${a.type}. Whoever downloads the enclosure could not open it, so the article is not published. ${a.remedy}`,
  ],
  'enclosure-differs': [
    'warning',
    (a: { url: string; what: string; claimed: string; found: string }) =>
      `The ${a.what} of the enclosure ${a.url} is ${a.found} by its bytes, and ${a.claimed} by this field. Feeds say what the bytes say; it may be the wrong file. Correct the field, or leave it out.`,
  ],

  // Bodies.
  'link-unresolved': [
    'warning',
    (a: { address: string }) =>
      `The address ${a.address} cannot be made a whole http(s) address. A reader could not open it, so it is left out. Correct it.`,
  ],
  'component-unknown': [
    'warning',
    (a: { name: string }) =>
      `What "${a.name}" shows is not known here. Readers get the text within it, if there is any. Say what it becomes with "components" in the settings.`,
  ],
  'template-unrun': [
    'warning',
    (a: { syntax: string }) =>
      `The template ${a.syntax} is for your site generator, and is not run here. Readers get nothing in its place; write out what they need.`,
  ],
  'formula-unreadable': [
    'warning',
    (a: { tex: string }) =>
      `The formula ${a.tex} is no TeX that can be turned into MathML. Readers get it as it is written. Correct it, or say "math: false" in the settings when it is no formula.`,
  ],
  'drawing-dropped': [
    'warning',
    () =>
      'An SVG drawing within the text is too large or broken, and is left out: readers would drop it and show its words as prose. Put it into a file and show that as an image.',
  ],
  'render-thread-failed': [
    'error',
    (a: { reason: string }) =>
      `The thread that was rendering this article, or one beside it, came to an end: ${a.reason}. Feeds without it would be incomplete, so none was published. Run again; where memory is short, give it more, or leave a very long text out with "feed: false".`,
  ],
  'body-unrenderable': [
    'error',
    (a: { reason: string }) =>
      `The text cannot be turned into HTML: ${a.reason}. Feeds without it would be incomplete. Simplify it there, or leave the article out with "feed: false".`,
  ],

  // Feeds.
  'feed-invalid': [
    'error',
    (a: { feed: string; what: string; spec: string }) =>
      `${a.feed} would break a rule of its format: ${a.what} (${a.spec}). Readers may refuse it, so nothing was published.`,
  ],

  // Pages.
  'pages-missing': [
    'error',
    (a: { path: string }) =>
      `There is no folder ${a.path} with HTML pages. Build the site first, then give the folder of its pages with --write.`,
  ],
  'page-headless': [
    'warning',
    () =>
      'The file has no head where the lines for feeds could stand, and is left as it is. If it is a page and no part of one, readers do not find the feeds from it: give it a <head>.',
  ],
  'page-encoding': [
    'warning',
    (a: { encoding: string | undefined }) =>
      `The page is ${a.encoding === undefined ? 'not UTF-8' : `in ${shown(a.encoding)}, as it says, and not in UTF-8`}. What is added could be misread, so it is left as it is, and readers do not find the feeds from it. Save it as UTF-8, or put the lines in by hand.`,
  ],
  'page-outside': [
    'warning',
    (a: { folder: string }) =>
      `This link leads out of ${a.folder}, and nothing is changed there. Give the folder that holds the page itself with --write.`,
  ],
  'page-unwritable': [
    'error',
    (a: { reason: string }) =>
      `The page cannot be written: ${a.reason}. It is as it was; check its folder and permissions, then run again.`,
  ],

  // Telling.
  'ping-nobody': [
    'warning',
    () =>
      'The settings name nobody to tell of changes, so nobody was told. Name a WebSub hub with "hubs", or others with "pings".',
  ],
  'ping-failed': [
    'warning',
    (a: { to: string; feeds: readonly string[]; reason: string }) =>
      `${a.to} was not told of ${someOf(a.feeds)}: ${a.reason}. Who is subscribed there learns of it late. It is told with the next run that tells, or by feedwright ping; if that fails too, check the address.`,
  ],
  'deploy-unseen': [
    'warning',
    (a: { url: string; others: number; seconds: number; reason: string }) =>
      `${a.url} was not live after ${a.seconds} seconds${a.others === 0 ? '' : `, nor ${a.others} more`}: ${a.reason}. A hub would fetch the old feed, so it was not told. Run feedwright ping --wait-for-deploy once the site is deployed.`,
  ],
  'outbox-unreachable': [
    'warning',
    (a: { reason: string }) =>
      `The list of what is to be told cannot be read or written. ${a.reason} The feeds are in place; what the list holds is told by the next run that tells, perhaps once more.`,
  ],

  // Stamping.
  'stamp-exists': [
    'error',
    (a: { path: string }) =>
      `${a.path} exists already, and nothing is overwritten. Move one of the two, or stamp the existing one.`,
  ],
  'stamp-unwritable': [
    'error',
    (a: { reason: string }) =>
      `The article cannot be written: ${a.reason}. The file is as it was; check its folder and permissions.`,
  ],
  'stamp-empty': [
    'error',
    () => 'The file holds no text, so there is nothing to make an article of. Write a headline on its first line.',
  ],
  'stamp-unsure': [
    'error',
    (a: { reason: string }) =>
      `The front matter cannot be completed safely: ${a.reason}. Nothing was changed; complete it by hand.`,
  ],
  'stamp-mark': [
    'warning',
    (a: { what: string }) =>
      `Markdown takes what stands here for ${a.what}. The text is kept as it is; put a backslash before the mark if it is none.`,
  ],
  'stamp-lines': [
    'warning',
    () =>
      'The paragraphs stand on lines of their own without an empty line between them, so Markdown joins them into one. The text is kept as it is; put an empty line after each paragraph.',
  ],
} as const satisfies Record<string, Wording>;

function namedOf({ titles, count }: { titles: readonly string[]; count: number }): string {
  return titles.map((title) => `"${title}"`).join(', ') + (count > titles.length ? ' …' : '');
}

function someOf(names: readonly string[]): string {
  const [first = '', ...others] = names;
  return others.length === 0 ? first : `${first} and ${others.length} more`;
}

export type ProblemCode = keyof typeof catalogue;
type ArgumentsOf<Code extends ProblemCode> = Parameters<(typeof catalogue)[Code][1]>;

export const problemCodes = Object.keys(catalogue) as readonly ProblemCode[];

/** Makes a problem of a code, its place and what its sentence needs to know. */
export function problem<Code extends ProblemCode>(code: Code, place: Place, ...args: ArgumentsOf<Code>): Problem {
  const [severity, say] = catalogue[code] as unknown as readonly [Severity, (...args: ArgumentsOf<Code>) => string];
  const { file, line, column } = place;
  return { severity, code, file, line, column, message: say(...args) };
}

/** By file, then by place in it: the order in which an author mends them. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const key = ({ file = '', line = 0, column = 0 }: Problem) => [file, line, column] as const;
  return problems.toSorted((a, b) => {
    const [fileA, lineA, columnA] = key(a);
    const [fileB, lineB, columnB] = key(b);
    return compareText(fileA, fileB) || lineA - lineB || columnA - columnB;
  });
}

/** A value as an author would recognise it in a message: short, quoted, on one line. */
export function shown(value: unknown): string {
  const text = typeof value === 'string' ? `"${value}"` : inspect(value, { depth: 1, breakLength: Infinity });
  const line = text.replace(/\s+/g, ' ');
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}
