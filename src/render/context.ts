/** What rendering needs to know besides the article. */
import type { FindAddress } from '../article-index.js';
import type { Settings } from '../config/options.js';
import type { Pictures } from '../media/pictures.js';

export interface RenderContext {
  readonly content: Settings['content'];
  readonly dialects?: Settings['dialects'];
  readonly components: Settings['components'];
  readonly math: Settings['math'];
  readonly footer?: Settings['footer'];
  readonly site: Pick<Settings['site'], 'authors' | 'url'>;
  readonly findAddress: FindAddress;
  readonly pictures: Pictures;
}
