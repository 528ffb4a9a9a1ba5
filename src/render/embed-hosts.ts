/** Sites whose frames are in many articles: the page that shows the same as each, and what to call it. */

/** A kind of frame: the page that shows the same, what to call it, and its picture where its address is known. */
export interface Host {
  /** Matches the address without its scheme and `www.`. */
  readonly frame: RegExp;
  readonly page: (match: RegExpExecArray, address: URL) => string;
  readonly label: string;
  readonly picture?: (match: RegExpExecArray) => string;
}

const youtubePicture = (id: string) => `https://i.ytimg.com/vi/${id}/hqdefault.jpg`;
const parameter = (address: URL, ...names: readonly string[]) =>
  names.map((name) => address.searchParams.get(name)).find((value) => value !== null && value !== '') ?? address.href;

export const hosts: readonly Host[] = [
  {
    frame: /^youtube(?:-nocookie)?\.com\/embed\/(?:videoseries|live_stream)?\?/,
    page: (_, address) => {
      const list = address.searchParams.get('list');
      return list === null ? address.href : `https://www.youtube.com/playlist?list=${list}`;
    },
    label: 'Watch on YouTube',
  },
  {
    frame: /^youtube(?:-nocookie)?\.com\/(?:embed|v)\/([\w-]+)/,
    page: ([, id]) => `https://www.youtube.com/watch?v=${id}`,
    label: 'Watch on YouTube',
    picture: ([, id = '']) => youtubePicture(id),
  },
  { frame: /^player\.vimeo\.com\/video\/(\d+)/, page: ([, id]) => `https://vimeo.com/${id}`, label: 'Watch on Vimeo' },
  {
    frame: /^(?:geo\.)?dailymotion\.com\/(?:embed\/video\/(\w+)|player[\w./-]*\?video=(\w+))/,
    page: ([, id, other]) => `https://www.dailymotion.com/video/${id ?? other}`,
    label: 'Watch on Dailymotion',
    picture: ([, id, other]) => `https://www.dailymotion.com/thumbnail/video/${id ?? other}`,
  },
  {
    frame: /^player\.twitch\.tv\/\?(?:.*&)?(video|channel)=v?(\w+)/,
    page: ([, kind, id]) => `https://www.twitch.tv/${kind === 'video' ? 'videos/' : ''}${id}`,
    label: 'Watch on Twitch',
  },
  {
    frame: /^player\.bilibili\.com\/player\.html\?(?:.*&)?bvid=(\w+)/,
    page: ([, id]) => `https://www.bilibili.com/video/${id}`,
    label: 'Watch on Bilibili',
  },
  {
    frame: /^open\.spotify\.com\/embed(?:-podcast)?\/(\w+\/\w+)/,
    page: ([, path]) => `https://open.spotify.com/${path}`,
    label: 'Listen on Spotify',
  },
  {
    frame: /^w\.soundcloud\.com\/player/,
    page: (_, address) => parameter(address, 'url'),
    label: 'Listen on SoundCloud',
  },
  {
    frame: /^embed\.((?:podcasts|music)\.apple\.com\/[^?#]+)/,
    page: ([, path]) => `https://${path}`,
    label: 'Listen on Apple’s page',
  },
  { frame: /^(?:[\w-]+\.)?bandcamp\.com\/EmbeddedPlayer/i, page: (_, { href }) => href, label: 'Listen on Bandcamp' },
  {
    frame: /^codepen\.io\/([\w-]+)\/embed\/(?:preview\/)?(\w+)/,
    page: ([, user, id]) => `https://codepen.io/${user}/pen/${id}`,
    label: 'See it on CodePen',
  },
  {
    frame: /^codesandbox\.io\/embed\/([\w-]+)/,
    page: ([, id]) => `https://codesandbox.io/s/${id}`,
    label: 'See it on CodeSandbox',
  },
  {
    frame: /^(jsfiddle\.net\/[\w/-]+?)\/embedded/,
    page: ([, path]) => `https://${path}/`,
    label: 'See it on JSFiddle',
  },
  {
    frame: /^platform\.(?:twitter|x)\.com\/embed\/[Tt]weet\.html\?(?:.*&)?id=(\d+)/,
    page: ([, id]) => `https://x.com/i/status/${id}`,
    label: 'See the post on X',
  },
  {
    frame: /^(instagram\.com\/(?:p|reel|tv)\/[\w-]+)/,
    page: ([, path]) => `https://www.${path}/`,
    label: 'See the post on Instagram',
  },
  {
    frame: /^facebook\.com\/plugins\/(?:post|video)\.php/,
    page: (_, address) => parameter(address, 'href'),
    label: 'See the post on Facebook',
  },
  {
    frame: /^([\w.-]+\/@[\w.@-]+\/\d+)\/embed/,
    page: ([, path]) => `https://${path}`,
    label: 'See the post on Mastodon',
  },
  { frame: /^embed\.bsky\.app\/embed\//, page: (_, { href }) => href, label: 'See the post on Bluesky' },
  { frame: /^google\.[\w.]+\/maps/, page: (_, { href }) => href, label: 'See the map' },
  {
    frame: /^gist\.github\.com\/((?:[\w-]+\/)?[\da-f]+)(?:\.js)?/,
    page: ([, path]) => `https://gist.github.com/${path}`,
    label: 'See the code on GitHub',
  },
  {
    frame: /^asciinema\.org\/a\/(\w+)\.js/,
    page: ([, id]) => `https://asciinema.org/a/${id}`,
    label: 'Watch on asciinema',
  },
];
