import { expect, it } from 'vitest';
import { githubPlace } from './github-place.ts';

it('takes a login as it is', () => {
  expect(githubPlace('larkfield-example')).toEqual({ login: 'larkfield-example' });
});

it.each([
  ['https://github.com/larkfield-example', { login: 'larkfield-example' }],
  ['https://www.github.com/orgs/larkfield-example/repositories', { login: 'larkfield-example' }],
  [
    'https://github.example.com/larkfield-example/shop',
    { login: 'larkfield-example', baseUrl: 'https://github.example.com' },
  ],
  ['http://127.0.0.1:8080/larkfield', { login: 'larkfield', baseUrl: 'http://127.0.0.1:8080' }],
])('reads login and host from %s', (address, place) => {
  expect(githubPlace(address)).toEqual(place);
});
