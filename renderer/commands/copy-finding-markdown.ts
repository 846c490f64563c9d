import { copyCommand } from '../findings/copy-command.ts';
import { asMarkdown } from '../findings/finding-text.ts';

export const copyFindingMarkdown = copyCommand(
  'copy-finding-markdown',
  'Copy the finding as Markdown',
  asMarkdown,
);
