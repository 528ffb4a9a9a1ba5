/** Pairs the opening and closing tags of a text, and puts what they mean in their place, inner ones first. */
import type { Tag } from './tag.js';

export interface Token extends Omit<Tag, 'inner'> {
  readonly start: number;
  readonly end: number;
  readonly kind: 'open' | 'close' | 'single';
}

interface Frame {
  readonly token: Token | undefined;
  text: string;
}

/** A tag that is opened and never closed stands alone; one that is closed and was never opened goes. */
export function replaceTags(text: string, tokens: readonly Token[], expand: (tag: Tag) => string): string {
  const frames: Frame[] = [{ token: undefined, text: '' }];
  const top = () => frames.at(-1) ?? { token: undefined, text: '' };
  const standAlone = () => {
    const frame = frames.pop();
    if (frame?.token !== undefined) top().text += expand({ ...frame.token, inner: undefined }) + frame.text;
  };
  let done = 0;
  for (const token of tokens) {
    top().text += text.slice(done, token.start);
    done = token.end;
    if (token.kind === 'single') top().text += expand({ ...token, inner: undefined });
    if (token.kind === 'open') frames.push({ token, text: '' });
    if (token.kind !== 'close') continue;
    const opened = frames.findLastIndex(
      (frame) => frame.token !== undefined && (token.name === '' || frame.token.name === token.name),
    );
    if (opened < 0) continue;
    while (frames.length - 1 > opened) standAlone();
    const frame = frames.pop();
    if (frame?.token !== undefined) top().text += expand({ ...frame.token, inner: frame.text });
  }
  top().text += text.slice(done);
  while (frames.length > 1) standAlone();
  return top().text;
}
