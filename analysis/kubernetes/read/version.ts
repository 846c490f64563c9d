/** Major and minor of `v1.33.4-eks-1234`, `1.33` or `v1.29.0+k3s1`; null for anything else. */
export function parseVersion(text: string): { readonly major: number; readonly minor: number } | null {
  const match = /^v?(\d{1,3})\.(\d{1,4})(?:[.+-].*)?$/.exec(text.trim());
  return match ? { major: Number(match[1]), minor: Number(match[2]) } : null;
}

/** Whether a version is of that release of Kubernetes 1 or later. */
export function isAtLeast(
  version: { readonly major: number; readonly minor: number },
  minor: number,
): boolean {
  return version.major > 1 || (version.major === 1 && version.minor >= minor);
}
