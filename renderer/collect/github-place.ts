/** What somebody named in the list of organizations: a login, or the address of its page, as copied from a browser. */
export interface GithubPlace {
  readonly login: string;
  /** `https://HOST` where the address is not that of github.com; undefined otherwise. */
  readonly baseUrl?: string;
}

/** `larkfield-example`, `https://github.com/larkfield-example`, `https://github.example.com/orgs/larkfield-example`. */
export function githubPlace(text: string): GithubPlace {
  const url = /^https?:\/\//i.test(text) ? URL.parse(text) : null;
  if (!url) return { login: text };
  const [first = '', second = ''] = url.pathname.split('/').filter((part) => part !== '');
  const login = first === 'orgs' || first === 'organizations' ? second : first;
  return /^(www\.)?github\.com$/.test(url.hostname) ? { login } : { login, baseUrl: url.origin };
}
