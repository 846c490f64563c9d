import type { Output } from '../schema/contract.ts';
import type { CommandResult, OptionValues } from './command.ts';
import { infoText } from './commands/info.ts';

const GAPS_STATUS = 5;

/** What collecting and importing answer; with `--strict` gaps have a status of their own. */
export function gathered({ info, gaps }: Output<'import.aws'>, options: OptionValues): CommandResult {
  return {
    json: { info, gaps },
    text: infoText(info),
    status: options.strict === true && gaps > 0 ? GAPS_STATUS : 0,
  };
}
