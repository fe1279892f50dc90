/** Names where there is little room: words before dots. */

/**
 * The name without the words all others begin with: beside "R1 on HGX H200", "R1 on GB200 NVL72" is "GB200 NVL72".
 * A name that stands alone, or differs from its first word on, stays whole.
 */
export const shortName = (name: string, all: readonly string[]): string => {
  const others = all.filter((other) => other !== name).map((other) => other.split(' '));
  if (others.length === 0) return name;
  const words = name.split(' ');
  const shared = words.findIndex((word, at) => others.some((other) => other[at] !== word));
  return shared > 0 ? words.slice(shared).join(' ') : name;
};
