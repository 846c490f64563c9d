/**
 * The network that a source address is taken to be of: the /24 of IPv4, the /48 of IPv6 (the usual size of one site's
 * assignment, RFC 6177), and what is no address, such as the name of an AWS service, as it stands.
 */
export function networkOf(address: string): string {
  const four = /^(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (four) return `${four[1]}.0/24`;
  if (!address.includes(':')) return address;
  const [head = ''] = address.toLowerCase().split('::');
  const groups = [...head.split(':'), '0', '0', '0']
    .slice(0, 3)
    .map((group) => group.replace(/^0+(?=.)/, ''));
  return `${groups.map((group) => group || '0').join(':')}::/48`;
}
