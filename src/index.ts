/** The library: everything that programs may rely on. */
export type { BuildResult, FeedReport, FileReport } from './build-result.js';
export type { Outlook, OutlookEntry, ReissuedEntry } from './look-ahead/outlook.js';
export { listRedirects, type Redirect } from './redirecting.js';
export type { Clock } from './time/clock.js';
export { defineConfig, type PermalinkParts, type PersonOption, type UserOptions } from './config/options.js';
export type { Change } from './channel.js';
export type {
  ExtensionArticle,
  ExtensionChannel,
  ExtensionElement,
  ExtensionElements,
  ExtensionJson,
  ExtensionOptions,
} from './extensions/extension.js';
export type { Format, Instant, LeftOut, LeftOutKind } from './model.js';
export { BuildError, type Problem, type ProblemCode, type Severity } from './problem.js';
export type { Stage, StageTime, Step } from './progress.js';
export { build, ping, type BuildRequest, type PingRequest, type TimedBuildResult } from './request.js';
export type { Listener } from './outbox.js';
export type { Told, Telling } from './telling.js';
export type { Timers } from './time/timers.js';
