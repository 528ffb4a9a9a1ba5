/** How long a sound or film runs. */
import { parseFile } from 'music-metadata';

/** @param file absolute path @returns seconds; undefined when the file does not tell */
export async function durationOf(file: string): Promise<number | undefined> {
  try {
    const { format } = await parseFile(file, { duration: true, skipCovers: true });
    return format.duration !== undefined && format.duration > 0 ? format.duration : undefined;
  } catch {
    return undefined;
  }
}
