/** Other ways to a feed of the same articles, each made to do as little as it can: a script, and Hugo. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What people write when they need a feed: front matter of all, the newest twenty rendered, one format. */
export const script = `
const { default: matter } = await import('gray-matter');
const { remark } = await import('remark');
const { default: gfm } = await import('remark-gfm');
const { default: toHast } = await import('remark-rehype');
const { default: stringify } = await import('rehype-stringify');
const { Feed } = await import('feed');
const { readdirSync, readFileSync, writeFileSync } = await import('node:fs');
const files = readdirSync('posts', { recursive: true }).filter((f) => f.endsWith('.md'));
const posts = files.map((f) => { const { data, content } = matter(readFileSync('posts/' + f, 'utf8')); return { f, data, content, date: new Date(data.date) }; });
posts.sort((a, b) => b.date - a.date);
const feed = new Feed({ title: 'x', id: 'https://x.example/', link: 'https://x.example/', copyright: '' });
const md = remark().use(gfm).use(toHast).use(stringify);
for (const p of posts.slice(0, 20)) feed.addItem({ title: String(p.data.title), link: 'https://x.example/' + p.f, date: p.date, content: String(md.processSync(p.content)) });
writeFileSync('script.xml', feed.rss2());
`;

/** Nothing but the feed: no pages, no lists, no sitemap, no colours in code. */
const hugoConfig = `
baseURL = "https://bench.example/"
title = "Bench"
contentDir = "posts"
publishDir = "hugo-output"
disableKinds = ["section", "taxonomy", "term", "sitemap", "robotsTXT", "404"]
[outputs]
home = ["RSS"]
page = []
[markup.highlight]
codeFences = false
`;

const hugoFeed = `{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
<title>{{ site.Title }}</title>
<link>{{ site.BaseURL }}</link>
<description>{{ site.Title }}</description>
{{- range first 20 site.RegularPages }}
<item>
<title>{{ .Title }}</title>
<link>{{ .Permalink }}</link>
<guid>{{ .Permalink }}</guid>
<pubDate>{{ .Date.Format "Mon, 02 Jan 2006 15:04:05 -0700" | safeHTML }}</pubDate>
<content:encoded>{{ .Content | html }}</content:encoded>
</item>
{{- end }}
</channel>
</rss>
`;

/** @returns its version, such as `0.111.3`; undefined where there is none */
export function findHugo(): string | undefined {
  const { status, stdout } = spawnSync('hugo', ['version'], { encoding: 'utf8' });
  return status === 0 ? (/v(\d[\d.]*)/.exec(stdout)?.[1] ?? '') : undefined;
}

/** Makes the folder of a site one of Hugo's as well, of the same articles. */
export function addHugo(folder: string): void {
  writeFileSync(path.join(folder, 'config.toml'), hugoConfig);
  mkdirSync(path.join(folder, 'layouts'));
  writeFileSync(path.join(folder, 'layouts/index.rss.xml'), hugoFeed);
}
