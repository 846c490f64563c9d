import { copyCommand } from '../findings/copy-command.ts';
import { asJson } from '../findings/finding-text.ts';

export const copyFindingJson = copyCommand('copy-finding-json', 'Copy the finding as JSON', asJson);
