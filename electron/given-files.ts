import path from 'node:path';

/**
 * The snapshots and cases named on a command line. Switches and everything else that Electron or Chromium put there are passed
 * over; a name that is not there is passed on, so that opening it can say so.
 */
export function givenFiles(argv: readonly string[], workingFolder: string): string[] {
  return argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-') && /\.(trustpath|trustcase)$/i.test(argument))
    .map((argument) => path.resolve(workingFolder, argument));
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
