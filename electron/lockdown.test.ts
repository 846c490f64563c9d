import { expect, test, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { mayRequest } = await import('./lockdown.ts');

test("the application's own pages may be requested", () => {
  expect(mayRequest('app://trustpath/index.html', false)).toBe(true);
});

test.each([
  'http://127.0.0.1:8080/',
  'https://example.com/',
  'ws://127.0.0.1/',
  'file:///etc/passwd',
  'data:text/html,x',
  'blob:app://trustpath/1',
  'app://other/index.html',
  'ftp://example.com/',
  'chrome://settings',
  'nonsense',
])('%s may not', (address) => {
  expect(mayRequest(address, false)).toBe(false);
  expect(mayRequest(address, true)).toBe(false);
});

test('the developer tools may be requested while developing only', () => {
  expect(mayRequest('devtools://devtools/bundled/inspector.html', true)).toBe(true);
  expect(mayRequest('devtools://devtools/bundled/inspector.html', false)).toBe(false);
});
