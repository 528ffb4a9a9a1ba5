/** Renders articles in a thread of its own, one after another. What it sees of the site, the main thread checks. */
import { workerData } from 'node:worker_threads';
import { openSite } from '../files/site-folder.js';
import type { WholeArticle } from '../model.js';
import { renderAsking, type Asked } from './remembering.js';
import { openContext, type RenderingSite } from './render-context.js';

const { root, ...site } = workerData as RenderingSite & { readonly root: string };
const context = openContext(site, openSite(root));

export const render = (article: WholeArticle): Promise<Asked> => renderAsking(article, context);
