import { formatUtc } from './format-time.ts';

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
