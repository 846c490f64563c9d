import { expect, test } from 'vitest';
import { argumentsFor, type Machine } from './machine-arguments.ts';

const LAPTOP: Machine = { isRoot: false, hasUserNamespaces: true, hasSandboxHelper: false, hasGpu: true };

test('an ordinary laptop needs no switch', () => {
  expect(argumentsFor(LAPTOP, '/x')).toEqual({ args: [], notice: null });
});

test('root goes without the sandbox, and a machine without a GPU does not look for one', () => {
  const { args, notice } = argumentsFor({ ...LAPTOP, isRoot: true, hasGpu: false }, '/x');
  expect(args).toEqual(['--no-sandbox', '--disable-gpu']);
  expect(notice).toBeNull();
});

test('where no ordinary user may make namespaces, the helper keeps the sandbox', () => {
  expect(argumentsFor({ ...LAPTOP, hasUserNamespaces: false, hasSandboxHelper: true }, '/x').args).toEqual(
    [],
  );
});

test('a sandbox that cannot be had is given up aloud, with how to have it', () => {
  const { args, notice } = argumentsFor({ ...LAPTOP, hasUserNamespaces: false }, '/opt/chrome-sandbox');
  expect(args).toEqual(['--no-sandbox']);
  expect(notice).toContain("chmod 4755 '/opt/chrome-sandbox'");
});
