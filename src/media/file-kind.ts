/** What a file is, told by its bytes and not by its name: Apple refuses a WebP that is named .png. */
import { fileTypeFromFile } from 'file-type';

/** @param file absolute path @returns a MIME type without parameters; undefined when the bytes do not tell */
export async function kindOf(file: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(file))?.mime.replace(/\s*;.*$/, '');
  } catch {
    return undefined;
  }
}
