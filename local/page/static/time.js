/** @param {number} milliseconds @param {Intl.DateTimeFormatOptions} options @param {string} timeZone */
function format(milliseconds, options, timeZone) {
  return new Intl.DateTimeFormat('en-GB', { ...options, timeZone }).format(milliseconds);
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const formats = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_long_full: { dateStyle: 'long' },
  day_divider_pretty: { dateStyle: 'full' },
  date: { dateStyle: 'long' },
  date_short: { dateStyle: 'medium' },
  date_long: { dateStyle: 'full' },
  date_pretty: { dateStyle: 'long' },
  date_short_pretty: { dateStyle: 'medium' },
  date_long_pretty: { dateStyle: 'full' },
  time: { timeStyle: 'short' },
  time_secs: { timeStyle: 'medium' },
};

/**
 * Slack's date token. https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 * @param {number} seconds @param {string} pattern @param {string} fallback
 * @param {{timeZone: string, now: number}} world
 */
export function slackDate(seconds, pattern, fallback, { timeZone, now }) {
  if (!Number.isFinite(seconds)) return fallback;
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, name) => {
    if (name === 'ago') return distance(seconds * 1000 - now);
    const options = formats[name];
    return options ? format(seconds * 1000, options, timeZone) : whole;
  });
}

/** Hours and minutes of an instant. @param {number} milliseconds @param {string} timeZone */
export function clockTime(milliseconds, timeZone) {
  return format(milliseconds, { hour: '2-digit', minute: '2-digit' }, timeZone);
}

/** Day and time of an instant. @param {number} milliseconds @param {string} timeZone */
export function dayTime(milliseconds, timeZone) {
  return format(
    milliseconds,
    {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    },
    timeZone,
  );
}

/** `in 1 h 5 min`, `in 40 s`, or `12 min ago`. @param {number} milliseconds */
export function distance(milliseconds) {
  const seconds = Math.round(Math.abs(milliseconds) / 1000);
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const words = hours > 0 ? `${hours} h ${minutes} min` : minutes > 0 ? `${minutes} min` : `${seconds} s`;
  return milliseconds < 0 ? `${words} ago` : `in ${words}`;
}
