/** What counts as enough and as too much; docs/behaviour.md says why. Days are days of UTC. */
export const THRESHOLDS = {
  /** How long before the window an identity must have been seen first, in days. */
  baselineDays: 14,
  /** On how many days before the window it must have been active. */
  baselineActiveDays: 5,
  /** The window where none is asked for: the last days that the logs cover. */
  windowDays: 7,
  /** From as many networks on, one more tells nothing. */
  roamingNetworks: 12,
  /** The same of namespaces and programs, for those that act everywhere or under many names. */
  roamingNamespaces: 12,
  roamingPrograms: 6,
  /** An hour of the day is usual when it was used on as many days, and on this share of the active days. */
  usualHourDays: 2,
  usualHourShare: 0.05,
  /** Fewest events outside of the usual hours of one day, and how many times the most of any day before. */
  offHoursEvents: 10,
  offHoursTimes: 3,
  /** Days without any event after which use is said to come after a sleep. */
  sleepDays: 30,
} as const;
