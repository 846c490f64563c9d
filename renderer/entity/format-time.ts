/** `2026-11-22 13:08:46 UTC` from an ISO 8601 time; a text that is no time comes back as it is. */
export function formatUtc(utc: string): string {
  const date = new Date(utc);
  if (Number.isNaN(date.getTime())) return utc;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
