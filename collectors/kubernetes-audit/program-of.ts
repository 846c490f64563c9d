const LONGEST = 80;

/**
 * The program that a user agent names, without its version and the machine it runs on: `kubectl` of
 * `kubectl/v1.33.1 (linux/amd64) kubernetes/abc`. Controllers may say after it what part of them it is:
 * `kube-controller-manager/v1.33.1 (…) kubernetes/abc/generic-garbage-collector` is `kube-controller-manager`.
 */
export function programOf(agent: string): string {
  const name = /^[^/\s(]+/.exec(agent.trim())?.[0] ?? '';
  return name === '' ? '(none)' : name.slice(0, LONGEST);
}
