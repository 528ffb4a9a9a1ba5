/** What the pages of a site, and the server behind them, must say of its feeds. Articles → channels → links, headers. */
import type { ServedSite } from './announce/header-files.js';
import { feedLinks, type ChannelCard, type FeedLink } from './announce/link-lines.js';
import { channelsOf } from './announce/page-channels.js';
import { chooseChannels, type ChannelPlan } from './choose/channels.js';
import { archivesFolder, layOut } from './choose/layout.js';
import { addressesOf } from './river/drafting.js';
import type { Settings } from './config/options.js';
import type { SiteFolder } from './files/site-folder.js';
import { gatherArticles } from './river/gathering.js';
import { refuseMissingPosts } from './posts-folder.js';
import { openLedger } from './ledger/open-ledger.js';
import type { Article, Format } from './model.js';
import { prepareSite, type BuildRequest } from './request.js';

export type AnnounceRequest = Pick<BuildRequest, 'folder' | 'config' | 'options'>;

/** The links that every page has. @throws BuildError when the settings are wrong */
export async function listLinks(request: AnnounceRequest): Promise<readonly FeedLink[]> {
  const { site, settings } = await prepareSite(request);
  return feedLinks(channelsOf(await listChannels(site, settings)));
}

/** What a server must know of the feeds. @throws BuildError when the settings are wrong */
export async function listServed(request: AnnounceRequest): Promise<ServedSite> {
  const { site, settings } = await prepareSite(request);
  const { formats, archives, stylesheet } = settings;
  const documents = (await chosenChannels(site, settings))
    .flatMap((channel) => layOut(channel, settings))
    .flatMap(({ folder, part }) =>
      Object.entries(addressesOf(folder, settings)).map(([format, url]) => {
        return { url, format: format as Format, isArchive: part === 'archive' };
      }),
    );
  return {
    url: settings.site.url,
    formats,
    documents,
    archives: typeof archives === 'number' ? archivesFolder : undefined,
    isStyled: stylesheet,
  };
}

export async function listChannels(site: SiteFolder, settings: Settings): Promise<readonly ChannelCard[]> {
  return (await chosenChannels(site, settings)).map(({ folder, ...channel }) => ({
    ...channel,
    addresses: addressesOf(folder, settings),
  }));
}

/** The channels that a build would write now. What is wrong with articles is for it to say. */
async function chosenChannels(site: SiteFolder, settings: Settings): Promise<readonly ChannelPlan[]> {
  const isAsked = settings.channels.length > 0 || settings.archives !== undefined;
  return chooseChannels(isAsked ? await liveArticles(site, settings) : [], settings).channels;
}

async function liveArticles(site: SiteFolder, settings: Settings): Promise<readonly Article[]> {
  refuseMissingPosts(site, settings);
  const records = settings.ledger === false ? [] : openLedger(site.root, settings.ledger).records;
  return (await gatherArticles(site, settings, records)).chosen.live;
}
