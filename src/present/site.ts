/** What the files for people need to know of the site. */

export interface Site {
  readonly title: string;
  readonly description: string;
  /** Absolute address. */
  readonly url: string;
  readonly language?: string;
}
