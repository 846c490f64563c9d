import { prefixedFamily } from './prefixed-tokens.ts';

const KINDS = [
  ['a', 'slack-workspace-token', 'Slack workspace access token'],
  ['b', 'slack-bot-token', 'Slack bot token'],
  ['e', 'slack-refresh-token', 'Slack refresh or rotated token'],
  ['p', 'slack-user-token', 'Slack user token'],
  ['r', 'slack-refresh-token', 'Slack refresh token'],
] as const;

/** The numbers before the secret part: workspace, then bot or user. The last part is the secret and is never read. */
function numericIds(token: string): [string, string | null][] {
  const parts = token.split('-').slice(1, -1);
  const ids = parts.filter((part) => /^\d{6,14}$/.test(part));
  return [['numeric ids', ids.length > 0 ? ids.join(', ') : null]];
}

export const slack = prefixedFamily('Slack tokens', [
  ...KINDS.map(([letter, type, label]) => ({
    type,
    label,
    pattern: new RegExp(`(?<![A-Za-z0-9])xox${letter}-[0-9A-Za-z][0-9A-Za-z-]{9,250}`, 'g'),
    told: numericIds,
  })),
  {
    type: 'slack-app-token',
    label: 'Slack app-level token',
    pattern: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{6,16}-\d{6,16}-[0-9A-Za-z]{16,128}/g,
    told: (token) => [['app id', token.split('-')[2] ?? null], ...numericIds(token)],
  },
]);
