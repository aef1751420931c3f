import { describe, expect, it } from 'vitest';
import { hostOf, repositoryOf } from '../../src/system/git.ts';

describe('the repository of a remote', () => {
  it.each([
    ['https://github.com/acme/shop.git', 'acme/shop'],
    ['https://github.com/acme/shop', 'acme/shop'],
    ['git@github.com:acme/shop.git', 'acme/shop'],
    ['ssh://git@example.org:2222/acme/shop.git', 'acme/shop'],
    ['file:///srv/git/shop.git', undefined],
    ['/srv/git/shop', undefined],
    ['../git/shop', undefined],
  ])('of %s is %s', (remote, then) => {
    expect(repositoryOf(remote)).toBe(then);
  });
});

describe('the host of a remote', () => {
  it.each([
    ['https://github.com/acme/shop.git', 'github.com'],
    ['https://user:key@ghe.example:8443/acme/shop', 'ghe.example'],
    ['git@github.com:acme/shop.git', 'github.com'],
    ['ssh://git@example.org:2222/acme/shop.git', 'example.org'],
    ['/srv/git/shop', undefined],
  ])('of %s is %s', (remote, then) => {
    expect(hostOf(remote)).toBe(then);
  });
});
