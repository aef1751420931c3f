import { describe, expect, it } from 'vitest';
import { renderedDigestOf } from '../../../../src/engines/kubernetes/manifest/digest.ts';
import { overrideImages } from '../../../../src/engines/kubernetes/manifest/override-images.ts';
import { readManifests } from '../../../../src/engines/kubernetes/manifest/read.ts';
import { type ImageOverride, parseImage } from '../../../../src/model/image-reference.ts';
import { type Json, stringifyJson, valueAt } from '../../../../src/model/json.ts';
import type { Manifest } from '../../../../src/model/manifest.ts';

const digest = `sha256:${'a'.repeat(64)}`;

/** Image, what is overridden, what must come out; undefined: nothing matches, which is an error. */
const cases: readonly (readonly [
  image: string,
  name: string,
  reference: string,
  then: string | undefined,
])[] = [
  ['nginx', 'nginx', 'nginx:2', 'nginx:2'],
  ['nginx:1', 'nginx', 'nginx:2', 'nginx:2'],
  ['nginx:latest', 'nginx', `nginx@${digest}`, `nginx@${digest}`],
  [`nginx@${digest}`, 'nginx', 'nginx:2', 'nginx:2'],
  [`nginx:1@${digest}`, 'nginx', 'nginx:2', 'nginx:2'],
  ['nginx:1', 'ngin', 'x:2', undefined],
  ['nginx:1', 'nginxx', 'x:2', undefined],
  ['my-nginx:1', 'nginx', 'x:2', undefined],
  ['nginx-exporter:1', 'nginx', 'x:2', undefined],
  ['library/nginx:1', 'nginx', 'x:2', undefined],
  ['library/nginx:1', 'library/nginx', 'x:2', 'x:2'],
  ['docker.io/library/nginx:1', 'nginx', 'x:2', undefined],
  ['docker.io/library/nginx:1', 'docker.io/library/nginx', 'x:2', 'x:2'],
  ['registry:5000/web', 'registry:5000/web', 'registry:5000/web:2', 'registry:5000/web:2'],
  ['registry:5000/web:1', 'registry:5000/web', 'registry:5000/web:2', 'registry:5000/web:2'],
  ['registry:5000/web:1', 'registry', 'x:2', undefined],
  ['registry:5000/sidecar:1', 'registry:5000/web', 'x:2', undefined],
  ['registry:5000/web:1', 'registry:5001/web', 'x:2', undefined],
  ['registry:5000/web:1', 'registry/web', 'x:2', undefined],
  ['registry:5000/team/web:1', 'registry:5000/web', 'x:2', undefined],
  ['registry:5000/team/web:1', 'registry:5000/team/web', 'x:2', 'x:2'],
  [`registry:5000/web@${digest}`, 'registry:5000/web', 'x:2', 'x:2'],
  [`registry:5000/web:1@${digest}`, 'registry:5000/web', 'x:2', 'x:2'],
  ['localhost/web:1', 'localhost/web', 'x:2', 'x:2'],
  ['localhost:5000/web', 'localhost', 'x:2', undefined],
  ['ghcr.io/acme/web:1', 'ghcr.io/acme/web', 'ghcr.io/acme/web:2', 'ghcr.io/acme/web:2'],
  ['ghcr.io/acme/web:1', 'ghcr.io/acme', 'x:2', undefined],
  ['ghcr.io/acme/web-api:1', 'ghcr.io/acme/web', 'x:2', undefined],
  ['ghcr.io/acme/web/api:1', 'ghcr.io/acme/web', 'x:2', undefined],
  ['GHCR.io/acme/web:1', 'ghcr.io/acme/web', 'x:2', undefined],
  ['acme/web:1.2.3-rc.1', 'acme/web', 'acme/web:1.2.3', 'acme/web:1.2.3'],
  ['acme/web:v1_2', 'acme/web', 'other/web:1', 'other/web:1'],
  ['acme/web_api:1', 'acme/web_api', 'x:2', 'x:2'],
  ['acme/web__api:1', 'acme/web__api', 'x:2', 'x:2'],
  ['acme/web.api:1', 'acme/web.api', 'x:2', 'x:2'],
  ['acme/web--api:1', 'acme/web--api', 'x:2', 'x:2'],
  ['10.0.0.1:5000/web:1', '10.0.0.1:5000/web', 'x:2', 'x:2'],
  ['[fd00::1]:5000/web:1', '[fd00::1]:5000/web', 'x:2', 'x:2'],
  ['[fd00::1]/web', '[fd00::1]/web', 'x:2', 'x:2'],
  ['acme/web:1', 'acme/web', 'acme/web', 'acme/web'],
  ['acme/Web:1', 'acme/web', 'x:2', undefined],
  ['$(IMAGE)', 'acme/web', 'x:2', undefined],
];

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: c, image: '${image}' }] }\n`;

function override(text: string, ...overrides: readonly ImageOverride[]): readonly Manifest[] {
  return overrideImages(read(text), overrides);
}

function read(text: string): readonly Manifest[] {
  const { manifests, diagnostics } = readManifests(text, 'f.yaml');
  expect(diagnostics).toEqual([]);
  return manifests;
}

const imageOf = (manifests: readonly Manifest[]): Json | undefined =>
  valueAt(manifests[0]?.object, '/spec/containers/0/image');

describe('the images input', () => {
  it.each(cases)('%s, %s=%s', (image, name, reference, then) => {
    const overridden = (): readonly Manifest[] => override(pod(image), { name, reference });
    if (then === undefined) expect(overridden).toThrow(`images names ${name}, which no container uses`);
    else expect(imageOf(overridden())).toBe(then);
  });

  it('names every repository that no container uses, and the images that there are', () => {
    const overrides = ['one', 'web', 'two'].map(name => ({ name, reference: 'x:2' }));
    const overridden = (): readonly Manifest[] =>
      override(`${pod('web:1')}---\n${pod('api:1')}`, ...overrides);
    expect(overridden).toThrow('images names one, two, which no container uses');
    expect(overridden).toThrow(expect.objectContaining({ code: 'inputs-invalid' }));
    expect(overridden).toThrow(
      expect.objectContaining({ hint: expect.stringContaining('There are the images api:1, web:1.') }),
    );
  });

  it('looks at what the manifests say, not at what another line made of it', () => {
    const overrides = [
      { name: 'a', reference: 'b:1' },
      { name: 'b', reference: 'c:1' },
    ];
    const manifests = override(`${pod('a:0')}---\n${pod('b:0')}`, ...overrides);
    expect(manifests.map(each => imageOf([each]))).toEqual(['b:1', 'c:1']);
  });

  it('is part of the digest, also where ciphertext stands for the object', () => {
    const [manifest] = read(pod('web:1'));
    if (!manifest) throw new Error('nothing was read');
    const encrypted = { ...manifest, asWritten: manifest.object };
    const plain = overrideImages([manifest], [{ name: 'web', reference: 'web:2' }]);
    const digests = [
      renderedDigestOf(plain),
      renderedDigestOf(overrideImages([encrypted], [{ name: 'web', reference: 'web:2' }])),
    ];
    expect(new Set(digests).size).toBe(1);
    expect(digests[0]).toBe(renderedDigestOf(read(pod('web:2'))));
    expect(digests[0]).not.toBe(renderedDigestOf([manifest]));
    expect(imageOf([manifest])).toBe('web:1');
  });

  it('reaches containers of every sort in every workload, and nothing else', () => {
    const containers =
      "initContainers: [{ name: i, image: 'web:1' }], containers: [{ name: c, image: 'web:1', env: [{ name: A, value: 'web:1' }] }], ephemeralContainers: [{ name: e, image: 'web:1' }], volumes: [{ name: v, image: { reference: 'web:1' } }]";
    const template = `template: { metadata: { annotations: { image: 'web:1' } }, spec: { ${containers} } }`;
    const workload = (apiVersion: string, kind: string, spec: string): string =>
      `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: x }\nspec: { ${spec} }\n`;
    const kinds = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'].map(kind =>
      workload('apps/v1', kind, template),
    );
    const documents = [
      ...kinds,
      workload('batch/v1', 'Job', template),
      workload('batch/v1', 'CronJob', `jobTemplate: { spec: { ${template} } }`),
      workload('v1', 'ReplicationController', template),
      workload('v1', 'Pod', containers),
    ];
    const manifests = override(documents.join('---\n'), { name: 'web', reference: 'web:2' });
    const texts = manifests.map(({ object }) => stringifyJson(object));
    for (const text of texts) {
      expect(text.match(/"image":"web:2"/g)).toHaveLength(3);
      expect(text).toContain('"value":"web:1"');
      expect(text).toContain('"reference":"web:1"');
    }
    expect(texts.join('').match(/"annotations":\{"image":"web:1"\}/g)).toHaveLength(7);
  });

  it.each([
    '',
    'a b',
    'web:',
    'web:1:2',
    ':1',
    '@sha256:00',
    'web@md5:0',
    'web@sha256:' + 'a'.repeat(63),
    '/web',
    'web/',
    `web@${digest}@${digest}`,
  ])('knows that %j is no image', text => expect(parseImage(text)).toBeUndefined());
});
