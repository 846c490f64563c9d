import { describe, expect, it } from 'vitest';
import { redactWorkflowText } from './workflow-text.ts';

describe('a value that stands below a key named like a secret', () => {
  it.each([
    'env:\n  password: >-\n    canary one\n    canary two\n  stage: prod\n',
    'env:\n  DEPLOY_TOKEN: |\n    canary\n\n    canary\n  stage: prod\n',
    'env:\n  API_KEY:\n    canary\n  stage: prod\n',
    'env:\n  API_KEY: # of the shop\n    "canary"\n  stage: prod\n',
  ])('is left out, and every line keeps its number: %j', (text) => {
    const { value, redactions } = redactWorkflowText(text);
    expect(value).not.toContain('canary');
    expect(redactions).toBeGreaterThan(0);
    expect(value.split('\n').map((line) => /^ */.exec(line)?.[0])).toEqual(
      text.split('\n').map((line) => /^ */.exec(line)?.[0]),
    );
    expect(value).toContain('\n  stage: prod\n');
  });

  it.each([
    'on:\n  workflow_call:\n    secrets:\n      npm_token:\n        required: true\n        description: of npm\n',
    'container:\n  credentials:\n    username: ci\n',
    ['env:\n  TOKEN: >-\n    $', '{{ secrets.TOKEN }}\n'].join(''),
    'permissions:\n  id-token: write\n',
  ])('stays where it is no secret: %j', (text) => {
    expect(redactWorkflowText(text)).toEqual({ value: text, redactions: 0 });
  });
});
