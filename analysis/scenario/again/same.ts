/** Whether two facts say the same, down to their places in the evidence. Shared parts are not looked into. */
export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((each, index) => same(each, other[index]))
    );
  if (one instanceof Map)
    return (
      other instanceof Map &&
      one.size === other.size &&
      [...one].every(([key, value]) => other.has(key) && same(value, other.get(key)))
    );
  if (one instanceof Set)
    return other instanceof Set && one.size === other.size && [...one].every((each) => other.has(each));
  if (Array.isArray(other) || other instanceof Map || other instanceof Set) return false;
  const [left, right] = [one as Record<string, unknown>, other as Record<string, unknown>];
  let members = 0;
  for (const name in left) {
    members++;
    if (!(name in right) || !same(left[name], right[name])) return false;
  }
  for (const _ in right) members--;
  return members === 0;
}
