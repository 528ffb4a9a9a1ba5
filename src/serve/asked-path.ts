/** Which file a request asks for, by its target alone: nothing hidden, and nothing above the folder. */

export interface AskedPath {
  /** From the folder, with `/`; empty: the folder itself. */
  readonly file: string;
  /** Whether it ends in a slash, as the addresses of folders do. */
  readonly isFolder: boolean;
  /** The path and the query as they came, for a redirect to the folder. */
  readonly pathname: string;
  readonly query: string;
}

/**
 * @param target of the request line, as it came
 * @param base path of the site, between slashes; proxies pass it on or take it off
 * @returns undefined for what can be no file; `malformed` for what is no address either
 */
export function askedPath(target: string, base: string): AskedPath | undefined | 'malformed' {
  // Servers must know the absolute form too (RFC 9112, 3.2.2).
  const [, pathname = '', query = ''] = /^(?:https?:\/\/[^/?#]*)?([^?#]*)(\?[^#]*)?/i.exec(target) ?? [];
  const path = decoded(pathname === '' ? '/' : pathname);
  // NUL ends names for the system, and a backslash parts them on Windows, where a colon opens other streams.
  if (path === undefined || !path.startsWith('/') || /[\0-\x1f\x7f\\]/.test(path)) return 'malformed';
  const below = path.startsWith(base) ? path.slice(base.length) : `${path}/` === base ? '' : path.slice(1);
  const isFolder = path.endsWith('/');
  const file = isFolder ? below.replace(/\/$/, '') : below;
  const names = file === '' ? [] : file.split('/');
  return names.every(isOpen) ? { file, isFolder, pathname, query } : undefined;
}

/** Hidden files are not for the public: ours, those of editors, `.git`. Hosts prove themselves by `.well-known`. */
function isOpen(name: string): boolean {
  return name !== '' && (!name.startsWith('.') || name === '.well-known');
}

/** Hidden, or temporary: true of what lies behind a link or a short name (`FEEDWR~1`) as well. */
export function isOpenPath(file: string): boolean {
  return file.split(/[/\\]/).every(isOpen);
}

/** Once and no more: what is encoded twice is the name of another file. */
function decoded(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}
