/** Textbook queues in closed form. Times in seconds, loads in Erlang. */

/** Probability that an arrival waits at `servers` servers under `load` Erlang (< servers): Erlang C, by the stable recursion of Erlang B. */
export const erlangC = (servers: number, load: number): number => {
  if (load <= 0) return 0;
  if (load >= servers) return 1;
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
};

/** Probability of waiting at very many servers, Sakasegawa's ρ^(√(2(m+1)) − 1); within a few points of Erlang C from m = 10 on. */
export const manyServerWaitProbability = (servers: number, utilisation: number): number =>
  utilisation >= 1 ? 1 : utilisation ** (Math.sqrt(2 * (servers + 1)) - 1);

/** Mean wait of G/G/m (Allen–Cunneen): (Ca² + Cs²)/2 · P_wait · S / (m (1 − ρ)). Infinite from ρ = 1 on. Eq. Q3 */
export const meanWait = (
  waitProbability: number,
  variability: number,
  service: number,
  servers: number,
  utilisation: number,
): number => (utilisation >= 1 ? Infinity : (variability * waitProbability * service) / (servers * (1 - utilisation)));
