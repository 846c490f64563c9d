import { TrustpathError } from '../../schema/errors.ts';
import type { Command } from '../command.ts';
import { countOption, given, requiredOption, textOption } from '../options.ts';
import { infoText } from './info.ts';

const GAPS_STATUS = 5;

export const collectAws: Command = {
  name: 'collect aws',
  usage:
    'collect aws --out SNAPSHOT [--profile P] [--role-arn ARN] [--external-id ID] [--region R]… [--endpoint URL] [--concurrency N] [--add] [--resume] [--strict]',
  summary: 'Collects an AWS account with local credentials.',
  options: {
    out: { type: 'string' },
    profile: { type: 'string' },
    'role-arn': { type: 'string' },
    'external-id': { type: 'string' },
    region: { type: 'string', multiple: true },
    endpoint: { type: 'string' },
    concurrency: { type: 'string' },
    add: { type: 'boolean' },
    resume: { type: 'boolean' },
    strict: { type: 'boolean' },
  },
  positionals: [0, 0],
  run: async (context) => {
    const { options } = context;
    if (options.add && options.resume) {
      throw new TrustpathError(
        'usage',
        '--add brings another source into a file, --resume continues one: give one of them.',
      );
    }
    const regions = options.region;
    const { info, gaps } = await context.engine.request(
      'collect.aws',
      given({
        out: requiredOption(options, 'out'),
        profile: textOption(options, 'profile'),
        roleArn: textOption(options, 'role-arn'),
        externalId: textOption(options, 'external-id'),
        regions: Array.isArray(regions)
          ? regions.map(String).flatMap((region) => region.split(','))
          : undefined,
        endpoint: textOption(options, 'endpoint'),
        concurrency: countOption(options, 'concurrency', 1, 32),
        add: options.add === true,
        resume: options.resume === true,
      }),
      { signal: context.signal, onProgress: context.onProgress },
    );
    return {
      json: { info, gaps },
      text: infoText(info),
      status: options.strict && gaps > 0 ? GAPS_STATUS : 0,
    };
  },
};
