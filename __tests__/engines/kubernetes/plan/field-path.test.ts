import { describe, expect, it } from 'vitest';
import { pointerOfField } from '../../../../src/engines/kubernetes/plan/field-path.ts';
import { isImmutableCause } from '../../../../src/engines/kubernetes/plan/risk.ts';

const object = {
  metadata: { labels: { 'app.kubernetes.io/name': 'web', app: 'x' } },
  spec: {
    ports: [{ name: 'http' }, { name: 'bad name' }],
    template: { spec: { containers: [{ image: '' }] } },
  },
};

describe('field paths of the API server', () => {
  it.each([
    { field: 'spec.ports[1].name', pointer: '/spec/ports/1/name' },
    { field: 'spec.template.spec.containers[0].image', pointer: '/spec/template/spec/containers/0/image' },
    { field: 'metadata.labels.app.kubernetes.io/name', pointer: '/metadata/labels/app.kubernetes.io~1name' },
    { field: 'metadata.labels[app]', pointer: '/metadata/labels/app' },
    {
      field: 'spec.template.spec.containers[0].ports[0].containerPort',
      pointer: '/spec/template/spec/containers/0',
    },
    { field: 'spec.selector', pointer: '/spec' },
    { field: '', pointer: '' },
  ])('$field stands at $pointer', ({ field, pointer }) => {
    expect(pointerOfField(object, field)).toBe(pointer);
  });
});

describe('immutable causes', () => {
  it.each([
    {
      field: 'spec.selector',
      message: 'Invalid value: {"matchLabels":{"a":"b"}}: field is immutable',
      immutable: true,
    },
    {
      field: 'spec',
      message:
        "Forbidden: updates to statefulset spec for fields other than 'replicas', 'template' are forbidden",
      immutable: true,
    },
    {
      field: 'spec.clusterIPs[0]',
      message: 'Invalid value: "10.0.0.9": may not change once set',
      immutable: true,
    },
    { field: 'metadata.uid', message: 'Invalid value: "x": field is immutable', immutable: false },
    {
      field: 'metadata.annotations',
      message: 'Invalid value: "this may not change": must be short',
      immutable: false,
    },
    {
      field: 'spec.replicas',
      message: 'Invalid value: -1: must be greater than or equal to 0',
      immutable: false,
    },
  ])('$field: $message', ({ field, message, immutable }) => {
    expect(isImmutableCause({ field, message })).toBe(immutable);
  });
});
