/** Size and kind of a picture, read from its first bytes. */
import { createRequire } from 'node:module';

export interface ImageFacts {
  /** Pixels, as the picture is shown. */
  readonly width: number;
  readonly height: number;
  /** MIME type. */
  readonly type: string;
}

const types: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  bmp: 'image/bmp',
  gif: 'image/gif',
  heic: 'image/heic',
  ico: 'image/vnd.microsoft.icon',
  jpg: 'image/jpeg',
  jxl: 'image/jxl',
  png: 'image/png',
  svg: 'image/svg+xml',
  tiff: 'image/tiff',
  webp: 'image/webp',
};

/** Loaded when there is a picture to look at. */
const require = createRequire(import.meta.url);

/** @returns undefined for bytes that are no picture, and for a kind that no reader shows */
export function imageFacts(bytes: Uint8Array): ImageFacts | undefined {
  try {
    const { imageSize } = require('image-size') as typeof import('image-size');
    const { width, height, type = '', orientation = 1 } = imageSize(bytes);
    const mime = types[type];
    if (mime === undefined || !(width >= 1) || !(height >= 1)) return undefined;
    // Exif turns the picture by a quarter: https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, section 4.6.4.
    const [shownWidth, shownHeight] = orientation >= 5 ? [height, width] : [width, height];
    return { width: Math.round(shownWidth), height: Math.round(shownHeight), type: mime };
  } catch {
    return undefined;
  }
}
