import { expect, test } from 'vitest';
import { touchOf } from './touch.ts';

const filled = (template: string) => {
  const found = { all: false, literals: new Set<string>(), patterns: [], templates: [template] };
  const { literals, patterns } = touchOf(found, { kind: 'user', name: 'ana' });
  return [...literals, ...patterns];
};

test.each([
  ['home/$' + '{aws:username}/x', 'home/ana/x'],
  ['home/$' + "{aws:username, 'nobody'}/x", 'home/ana/x'],
  ['home/$' + '{ AWS:UserName }', 'home/ana'],
  ['home/$' + '{aws:PrincipalTag/team}', 'home/*'],
  ['home/$' + '{*}', 'home/*'],
  ['home/$' + '{aws:username', 'home/$' + '{aws:username'],
])('%s touches %s', (template, resource) => {
  expect(filled(template)).toEqual([resource]);
});

test.each(['$' + '{', '$' + '{,', '$' + '{a,'])(
  '%s over and over is read in time that grows with its length',
  (piece) => {
    const template = piece.repeat(100_000);
    const before = process.cpuUsage().user;
    expect(filled(template)).toEqual([template]);
    expect(process.cpuUsage().user - before).toBeLessThan(2_000_000);
  },
);
