// Days as numbers and as dates.

/** Days since 1970 of a date such as 2024-05-31. */
export function dayNumber(date) {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / 86400000);
}

/** The date, such as 2024-05-31, of a number of days since 1970. */
export function dateOf(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}
