import { expect, test } from 'vitest';
import { readSettings } from '../../src/input/read.ts';

const digest = `sha256:${'a'.repeat(64)}`;

const readWith = (images: string) =>
  readSettings({ mode: 'render', images }, { host: 'terminal', repositoryName: 'shop' });

test('images are read a line or between commas, and a comment does not count', () => {
  const text = `# a, b\n registry:5000/web = registry:5000/web:2@${digest} \r\n\napi=other/api@${digest},db=db:3`;
  expect(readWith(text)).toMatchObject({
    settings: {
      imageOverrides: [
        { name: 'registry:5000/web', reference: `registry:5000/web:2@${digest}` },
        { name: 'api', reference: `other/api@${digest}` },
        { name: 'db', reference: 'db:3' },
      ],
    },
  });
  expect(readWith(' \n')).toMatchObject({ settings: { imageOverrides: [] } });
});

test('all lines that are wrong are told together, each with what to write', () => {
  const lines = [
    'web',
    'web:1=web:2',
    'api=:2',
    'db=3!',
    'a b=c',
    'x=y=z',
    'ok=ok:1',
    'ok=ok:2',
    `d=@${digest}`,
  ];
  const result = readWith(lines.join('\n'));
  expect('mistakes' in result && result.mistakes.map(({ message, hint }) => `${message}. ${hint}`)).toEqual([
    '--images has "web", which is not repository=reference. Write for example ghcr.io/acme/web=ghcr.io/acme/web:1.2.3.',
    '--images has "web:1=web:2": left of = stands a tag or a digest. Whatever tag the manifests name is replaced. Write web=web:2.',
    '--images has "api=:2": ":2" is no image. Write the whole reference: api=api:2.',
    '--images has "db=3!": "3!" is no image. Write the whole reference: ghcr.io/acme/web=ghcr.io/acme/web:1.2.3.',
    '--images has "a b=c": "a b" is no repository. Write for example ghcr.io/acme/web=ghcr.io/acme/web:1.2.3.',
    '--images has "x=y=z", which is not repository=reference. Write for example ghcr.io/acme/web=ghcr.io/acme/web:1.2.3.',
    '--images names ok twice. Keep one of the two lines: all containers of one repository get the same image.',
    `--images has "d=@sha256:${'a'.repeat(50)}...": "@sha256:${'a'.repeat(52)}..." is no image. Write the whole reference: d=d@${digest}.`,
  ]);
});
