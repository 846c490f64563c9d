/** What to do with files that were dropped on the window or given at start. */
export type FileIntent =
  | { readonly kind: 'open'; readonly path: string }
  | { readonly kind: 'import'; readonly paths: readonly string[] }
  | { readonly kind: 'nothing' };

/** One snapshot is opened; anything else is taken as AWS files to import. The name decides only which door is tried. */
export function intentOf(paths: readonly string[]): FileIntent {
  const known = paths.filter((path) => path !== '');
  const snapshot = known.find((path) => /\.trustpath$/i.test(path));
  if (snapshot !== undefined) return { kind: 'open', path: snapshot };
  return known.length === 0 ? { kind: 'nothing' } : { kind: 'import', paths: known };
}
