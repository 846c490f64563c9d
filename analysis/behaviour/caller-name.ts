/**
 * Under which name a caller counts. Kubelets ask for tokens of the accounts of their pods, and nodes come and go: they
 * count as the group that they are in.
 */
export function callerName(principal: string): string {
  return principal.replace(/^(k8s:\/\/[^/]+\/)user\/system:node:.+$/, '$1group/system:nodes');
}
