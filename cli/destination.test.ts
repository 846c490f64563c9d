import { expect, it } from 'vitest';
import { collectAws } from './commands/collect-aws.ts';
import { collectGithub } from './commands/collect-github.ts';
import { collectKubernetes } from './commands/collect-kubernetes.ts';
import { DESTINATION_OPTIONS, destinationOf } from './destination.ts';

it('is a new file, another source of one, or one to go on with, and not two of these', () => {
  expect(destinationOf({ out: 'a' })).toEqual({ out: 'a', add: false, resume: false });
  expect(destinationOf({ out: 'a', add: true })).toEqual({ out: 'a', add: true, resume: false });
  expect(destinationOf({ out: 'a', resume: true })).toEqual({ out: 'a', add: false, resume: true });
  expect(() => destinationOf({ out: 'a', add: true, resume: true })).toThrow(
    expect.objectContaining({ code: 'usage', message: expect.stringContaining('give one of them') }),
  );
  expect(() => destinationOf({})).toThrow('--out is needed');
});

it.each([collectAws, collectGithub, collectKubernetes])('is asked of $name, as its usage says', (command) => {
  expect(command.options).toMatchObject(DESTINATION_OPTIONS);
  for (const option of Object.keys(DESTINATION_OPTIONS)) expect(command.usage).toContain(`--${option}`);
});
