/** A value as it can be pasted into front matter. */

/** An id, as it is where YAML takes it for text. */
export const asYaml = (id: string) => (/^[a-z][\w:/.,;?=+~-]*[\w/]$/i.test(id) ? id : JSON.stringify(id));
