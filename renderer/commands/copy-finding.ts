import { copyCommand } from '../findings/copy-command.ts';
import { asText } from '../findings/finding-text.ts';

export const copyFinding = copyCommand('copy-finding', 'Copy the finding as text', asText);
