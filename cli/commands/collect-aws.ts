import { TrustpathError } from '../../schema/errors.ts';
import type { Command, OptionValues } from '../command.ts';
import { DESTINATION_OPTIONS, destinationOf } from '../destination.ts';
import { gathered } from '../gathered.ts';
import { countOption, given, listOption, textOption } from '../options.ts';

export const collectAws: Command = {
  name: 'collect aws',
  usage:
    'collect aws --out SNAPSHOT [--profile P]… [--role-arn ARN] [--org-role NAME] [--external-id ID] [--region R]… [--regions LIST|where-used|enabled] [--endpoint URL] [--concurrency N] [--lookup-events PRINCIPAL-OR-KEY]… [--add] [--resume] [--strict]',
  summary: 'Collects AWS accounts with local credentials.',
  options: {
    profile: { type: 'string', multiple: true },
    'org-role': { type: 'string' },
    'role-arn': { type: 'string' },
    'external-id': { type: 'string' },
    region: { type: 'string', multiple: true },
    regions: { type: 'string' },
    endpoint: { type: 'string' },
    concurrency: { type: 'string' },
    'lookup-events': { type: 'string', multiple: true },
    ...DESTINATION_OPTIONS,
  },
  positionals: [0, 0],
  run: async (context) => {
    const { options } = context;
    const destination = destinationOf(options);
    const profiles = listOption(options, 'profile');
    const answer = await context.engine.request(
      'collect.aws',
      given({
        ...destination,
        ...(profiles.length > 1 ? { profiles } : { profile: profiles[0] }),
        orgRole: textOption(options, 'org-role'),
        roleArn: textOption(options, 'role-arn'),
        externalId: textOption(options, 'external-id'),
        regions: regionsOf(options),
        endpoint: textOption(options, 'endpoint'),
        concurrency: countOption(options, 'concurrency', 1, 32),
        lookupEvents: listOption(options, 'lookup-events'),
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return gathered(answer, options);
  },
};

/** `--region`, as often as needed, or `--regions` with a list or a word for how they are found. */
function regionsOf(options: OptionValues): string[] | 'where-used' | 'enabled' | undefined {
  const chosen = textOption(options, 'regions');
  const named = listOption(options, 'region');
  if (chosen === 'where-used' || chosen === 'enabled') {
    if (named.length === 0) return chosen;
    throw new TrustpathError('usage', `--regions ${chosen} finds the regions itself: leave --region out.`);
  }
  const all = [...named, ...(chosen === undefined ? [] : [chosen])].flatMap((text) => text.split(','));
  return all.length > 0 ? all : undefined;
}
