/** The terminal as a command sees it: two streams, and whether the second takes colour. */

export interface Terminal {
  /** The result: standard output. */
  readonly out: (text: string) => void;
  /** The talk: standard error. */
  readonly err: (text: string) => void;
  /** Whether the talk is read on a terminal that shows colour. */
  readonly colour: boolean;
  /** Folder that relative paths start from: absolute. */
  readonly cwd: string;
  /** Whether the talk is read on a screen, where it can be drawn again. */
  readonly isScreen?: boolean;
  /** How wide the terminal is that the talk is read on; undefined where it is read on none. */
  readonly columns?: (() => number) | undefined;
  /** Settles when somebody asks the process to end. Once it is called, the process does not end by itself. */
  readonly untilStopped?: () => Promise<void>;
  /** A variable of the environment. */
  readonly variable?: (name: string) => string | undefined;
}

export type Paint = (colour: 'red' | 'yellow' | 'dim' | 'bold', text: string) => string;

const codes = { red: [31, 39], yellow: [33, 39], dim: [2, 22], bold: [1, 22] } as const;

export function painter(colour: boolean): Paint {
  return (name, text) => (colour ? `\u001B[${codes[name][0]}m${text}\u001B[${codes[name][1]}m` : text);
}

/** File names and titles are other people's: their control characters must not reach the terminal. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
