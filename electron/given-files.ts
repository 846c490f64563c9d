import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The snapshots and cases named on a command line. Switches and everything else that Electron or Chromium put there are passed
 * over; a name that is not there is passed on, so that opening it can say so.
 */
export function givenFiles(argv: readonly string[], workingFolder: string): string[] {
  return argv
    .slice(1)
    .map(fileNamed)
    .filter((argument) => !argument.startsWith('-') && /\.(trustpath|trustcase)$/i.test(argument))
    .map((argument) => path.resolve(workingFolder, argument));
}

/** Linux desktops name files by URL. */
function fileNamed(argument: string): string {
  if (!argument.startsWith('file://')) return argument;
  try {
    return fileURLToPath(argument);
  } catch {
    // A file on another machine: nothing here opens it.
    return '';
  }
}

/** Files waiting until the window asks for them. */
export function pendingFiles(): { add(files: readonly string[]): void; take(): string[] } {
  let waiting: string[] = [];
  return {
    add(files) {
      waiting = [...new Set([...waiting, ...files])];
    },
    take() {
      const taken = waiting;
      waiting = [];
      return taken;
    },
  };
}
