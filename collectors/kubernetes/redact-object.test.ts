import { describe, expect, it } from 'vitest';
import { redactObject } from './redact-object.ts';

const annotated = (text: string) =>
  redactObject({ metadata: { name: 'a', annotations: { 'tool.example.com/note': text } } }, 'Deployment');

describe('an annotation of any tool', () => {
  it.each([
    '{"kind":"Secret","stringData":{"pw":"canary"}}',
    '{"spec":{"template":{"spec":{"containers":[{"env":[{"name":"A","value":"canary"}]}]}}}}',
    '[{"data":{"a":"canary"}}]',
    'apiVersion: v1\nkind: Secret\nstringData:\n  pw: canary\n',
  ])('that holds a copy of an object is left out: %s', (text) => {
    const { value, redactions } = annotated(text);
    expect(JSON.stringify(value)).not.toContain('canary');
    expect(redactions).toBe(1);
  });

  it.each(['{"requiredDropCapabilities":["ALL"]}', 'kind of a note', '["10.0.0.0/8"]'])(
    'that says something else stays: %s',
    (text) => {
      expect(JSON.stringify(annotated(text).value)).toContain(JSON.stringify(text));
    },
  );
});

it('what a program wrote before it ended is left out, why it ended stays', () => {
  const terminated = { exitCode: 1, reason: 'Error', message: 'cannot sign in with canary' };
  const { value } = redactObject({ status: { containerStatuses: [{ state: { terminated } }] } }, 'Pod');
  expect(value).toEqual({
    status: {
      containerStatuses: [
        { state: { terminated: { ...terminated, message: '[redacted:termination-message]' } } },
      ],
    },
  });
});
