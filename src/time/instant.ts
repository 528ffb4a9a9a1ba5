/** Instants as feeds write them: UTC, whole seconds, on every machine the same. */
import type { Instant } from '../model.js';

/** RFC 3339, for Atom and JSON Feed: `2026-08-22T07:00:00Z`. */
export function rfc3339(instant: Instant): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z');
}

/** RFC 822 with a four-digit year, for RSS: `Sat, 22 Aug 2026 07:00:00 +0000`. */
export function rfc822(instant: Instant): string {
  return new Date(instant).toUTCString().replace('GMT', '+0000');
}

/**
 * As feeds and the ledger can tell it, which have no fractions of a second: what they cannot tell apart must not stand
 * in another order once it has been through them. One that is yet to come stays whole, or it would come before its time.
 */
export function toldInstant(instant: Instant, now: Instant): Instant {
  return instant > now ? instant : Math.floor(instant / 1000) * 1000;
}
