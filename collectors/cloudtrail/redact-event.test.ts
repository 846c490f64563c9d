import { expect, it } from 'vitest';
import { DROPPED, keepableEvent } from './redact-event.ts';

it.each([
  ['text', 'the new one is canary'],
  ['a list', ['canary']],
  ['a list of objects', [{ name: 'canary' }]],
  ['a number', 4711],
])('a request or an answer that is %s is dropped whole', (_form, value) => {
  const event = keepableEvent({
    eventName: 'PutSecretValue',
    requestParameters: value,
    responseElements: value,
  });
  expect(event).toEqual({
    eventName: 'PutSecretValue',
    requestParameters: DROPPED,
    responseElements: DROPPED,
  });
});

it('that there was none stays told', () => {
  const event = { eventName: 'ListUsers', requestParameters: null, responseElements: null };
  expect(keepableEvent(event)).toEqual(event);
});
