import { describe, expect, it } from 'vitest';
import { shortName } from './short-name.ts';

describe('a short name', () => {
  it('leaves out the words all begin with', () => {
    const pools = ['R1 on GB200 NVL72', 'R1 on HGX H200'];
    expect(pools.map((name) => shortName(name, pools))).toEqual(['GB200 NVL72', 'HGX H200']);
  });

  it('keeps a word that one of the others does not share', () => {
    expect(shortName('R1 chat', ['R1 chat', 'R1 batch', 'Voice'])).toBe('R1 chat');
  });

  it('never leaves nothing', () => {
    expect(shortName('R1', ['R1'])).toBe('R1');
    expect(shortName('R1', ['R1', 'R1 chat'])).toBe('R1');
    expect(shortName('R1', ['R1', 'R1'])).toBe('R1');
  });
});
