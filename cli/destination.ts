import { TrustpathError } from '../schema/errors.ts';
import type { OptionValues } from './command.ts';
import { requiredOption } from './options.ts';

/** Options of every command that collects. */
export const DESTINATION_OPTIONS = {
  out: { type: 'string' },
  add: { type: 'boolean' },
  resume: { type: 'boolean' },
  strict: { type: 'boolean' },
} as const;

/** Into which file a collection goes, and how it is begun: a new one, another source of one, or one that broke off. */
export function destinationOf(options: OptionValues): {
  readonly out: string;
  readonly add: boolean;
  readonly resume: boolean;
} {
  if (options.add && options.resume)
    throw new TrustpathError(
      'usage',
      '--add brings another source into a file, --resume continues one: give one of them.',
    );
  return {
    out: requiredOption(options, 'out'),
    add: options.add === true,
    resume: options.resume === true,
  };
}
