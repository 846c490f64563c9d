const LENGTH = 80;

/** A file name made of a title: letters, digits and dashes, so that every system takes it. */
export function suggestedName(title: string, extension: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .slice(0, LENGTH)
    .replace(/^-+|-+$/g, '')
    .toLowerCase();
  return `${words === '' ? 'answer' : words}.${extension}`;
}
