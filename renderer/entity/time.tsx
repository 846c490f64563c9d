/** A time in UTC to the second, the local time on hover. */
export function Time({ utc }: { readonly utc: string | null }) {
  if (utc === null) return <span className="muted">unknown</span>;
  const date = new Date(utc);
  if (Number.isNaN(date.getTime())) return <span>{utc}</span>;
  return (
    <time dateTime={utc} title={`${date.toLocaleString()} local time`}>
      {formatUtc(utc)}
    </time>
  );
}

/** `2026-11-22 13:08:46 UTC` from an ISO 8601 time. */
export function formatUtc(utc: string): string {
  const date = new Date(utc);
  if (Number.isNaN(date.getTime())) return utc;
  return `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
