const ISO =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/i;

/**
 * A date in one of the W3C profiles of ISO 8601, or in seconds since the epoch, as ms since the epoch; null for other
 * text. A time without a zone is UTC (IAM User Guide, "Date condition operators").
 */
export function readPolicyDate(text: string): number | null {
  const trimmed = text.trim();
  const iso = ISO.exec(trimmed);
  if (iso !== null) return isoTime(iso);
  if (!/^-?\d+(\.\d+)?$/.test(trimmed)) return null;
  return Number(trimmed) * 1000;
}

function isoTime(iso: RegExpExecArray): number | null {
  const [
    ,
    year,
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '',
    zone = 'Z',
  ] = iso;
  const offset =
    zone.toUpperCase() === 'Z' ? 'Z' : zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const milliseconds = fraction === '' ? '' : `.${fraction.slice(1, 4).padEnd(3, '0')}`;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${milliseconds}${offset}`);
  return Number.isNaN(time) ? null : time;
}
