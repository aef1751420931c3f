import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseKubeconfig, parsePem } from '../../src/input/encoded.ts';
import { nameOfRepository, parseKubernetesVersion, parseName } from '../../src/input/names.ts';
import { nearestName } from '../../src/input/nearest.ts';
import { kubernetesVersions } from '../../src/model/kubernetes-version.ts';
import { parseBoolean, parseCount, parseDuration, parseList, type Parsed } from '../../src/input/scalars.ts';

function valueOf<T>(parsed: Parsed<T>): T | 'wrong' {
  return parsed.ok ? parsed.value : 'wrong';
}

describe('scalars', () => {
  test.each([
    ['90s', 90_000],
    ['10m', 600_000],
    ['1h30m', 5_400_000],
    ['1h0m5s', 3_605_000],
    ['24h', 86_400_000],
    ['24h1s', 'wrong'],
    ['0s', 'wrong'],
    ['', 'wrong'],
    ['600', 'wrong'],
    ['10 m', 'wrong'],
    ['30m1h', 'wrong'],
    ['-1m', 'wrong'],
    ['1.5h', 'wrong'],
    ['10M', 'wrong'],
  ])('reads the duration %j as %j', (text, then) => {
    expect(valueOf(parseDuration(text))).toBe(then);
  });

  test('tells how many seconds a bare number would be', () => {
    const parsed = parseDuration('600');
    expect(parsed.ok ? '' : parsed.hint).toContain('600s');
  });

  test.each([
    ['true', true],
    ['false', false],
    ['True', 'wrong'],
    ['yes', 'wrong'],
    ['1', 'wrong'],
    ['', 'wrong'],
  ])('reads the boolean %j as %j', (text, then) => {
    expect(valueOf(parseBoolean(text))).toBe(then);
  });

  test.each([
    ['0', 0],
    ['10', 10],
    ['-1', 'wrong'],
    ['1e3', 'wrong'],
    ['0x10', 'wrong'],
    ['ten', 'wrong'],
    ['99999999999999999999', 'wrong'],
  ])('reads the count %j as %j', (text, then) => {
    expect(valueOf(parseCount(text))).toBe(then);
  });

  test('reads a list from commas and lines, without empty entries and repetitions', () => {
    expect(parseList(' a/b, c/d\r\n\ne/f,,a/b ')).toEqual(['a/b', 'c/d', 'e/f']);
    expect(parseList(' , ')).toEqual([]);
  });

  test.each([
    ['1.36', '1.36'],
    ['v1.36.2', '1.36'],
    ['1.36.2', '1.36'],
    ['1.31', '1.31'],
    ['1.30', 'wrong'],
    ['1.99', 'wrong'],
    ['36', 'wrong'],
    ['2.0', 'wrong'],
    ['1.x', 'wrong'],
  ])('reads the Kubernetes version %j as %j', (text, then) => {
    expect(valueOf(parseKubernetesVersion(text))).toBe(then);
  });

  test('names the versions of Kubernetes that it could be', () => {
    const parsed = parseKubernetesVersion('1.99');
    expect(parsed.ok ? '' : parsed.hint).toContain(
      kubernetesVersions.join(', ').replace(/, (?=[^,]*$)/, ' or '),
    );
  });
});

describe('names', () => {
  test.each([
    ['shop', 'shop'],
    ['a', 'a'],
    ['shop-2', 'shop-2'],
    ['-shop', 'wrong'],
    ['shop-', 'wrong'],
    ['Shop', 'wrong'],
    ['a'.repeat(52), 'a'.repeat(52)],
    ['a'.repeat(53), 'wrong'],
  ])('reads the name %j as %j', (text, then) => {
    expect(valueOf(parseName(text))).toBe(then);
  });

  test.each([
    ['Shop.Front_end', 'shop-front-end'],
    ['.github', 'github'],
    ['---', 'wrong'],
    ['x'.repeat(53), 'wrong'],
  ])('makes of the repository %j the name %j', (repository, then) => {
    expect(valueOf(nameOfRepository(repository))).toBe(then);
  });

  test.each([
    ['kubeconfg', 'kubeconfig'],
    ['max_deletions', 'max-deletions'],
    ['depoly', 'deploy'],
    ['Path', 'path'],
    ['pat', 'path'],
    ['something', undefined],
    ['x', undefined],
  ])('takes %j for %j', (written, then) => {
    expect(nearestName(written, ['kubeconfig', 'max-deletions', 'deploy', 'path', 'wait'])).toBe(then);
  });
});

describe('plain or base64', () => {
  const kubeconfig = 'apiVersion: v1\nkind: Config\nusers: [{name: "ä"}]\n';
  const encoded = Buffer.from(kubeconfig).toString('base64');
  const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

  test.each([
    ['plain', kubeconfig, kubeconfig],
    ['base64', encoded, kubeconfig],
    ['base64 in lines', encoded.replaceAll(/(.{20})/g, '$1\n'), kubeconfig],
    ['base64 without its padding', encoded.replace(/=+$/, ''), 'wrong'],
    ['base64 with a foreign character', `${encoded.slice(0, 4)}!${encoded.slice(5)}`, 'wrong'],
    ['base64 with bits left over', 'YWJjZGVmZ2g6YX==', 'wrong'],
    ['base64 of something else', Buffer.from('hello world').toString('base64'), 'wrong'],
    ['base64 of bytes that are no text', Buffer.from([0x3a, 0xff, 0xfe]).toString('base64'), 'wrong'],
    ['a word', 'kubeconfig', 'wrong'],
  ])('reads a kubeconfig that is %s', (_, text, then) => {
    expect(valueOf(parseKubeconfig(text))).toBe(then);
  });

  test('reads PEM in both ways', () => {
    expect(valueOf(parsePem(pem))).toBe(pem);
    expect(valueOf(parsePem(Buffer.from(pem).toString('base64')))).toBe(pem);
    expect(valueOf(parsePem('MIIB'))).toBe('wrong');
  });

  test('never repeats the value in its complaint', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 12 }), text => {
        const parsed = parseKubeconfig(text);
        return parsed.ok || !`${parsed.problem} ${parsed.hint}`.includes(text);
      }),
    );
  });
});
