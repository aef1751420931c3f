import { describe, expect, test } from 'vitest';
import { causeOf } from '../../../../src/engines/kubernetes/render/kustomize-error.ts';

/** What Kustomize 5.8 prints of a mistake, with the scratch folder taken out, and what is told of it. */
const table: readonly (readonly [name: string, complaint: string, then: ReturnType<typeof causeOf>])[] = [
  [
    'a resource that is not there, two overlays deep',
    "accumulating resources: accumulation err='accumulating resources from '../prod': 'prod' must resolve to a file': recursed accumulation of path 'prod': accumulating resources: accumulation err='accumulating resources from 'web.yaml': evalsymlink failure on 'prod/web.yaml' : lstat prod/web.yaml: no such file or directory': must build at directory: not a valid directory: evalsymlink failure on 'prod/web.yaml' : lstat prod/web.yaml: no such file or directory",
    { cause: 'prod/web.yaml does not exist', folder: 'prod', entry: 'web.yaml' },
  ],
  [
    'the same from kubectl',
    "error: accumulating resources: accumulation err='accumulating resources from 'web.yaml': evalsymlink failure on 'web.yaml' : lstat web.yaml: no such file or directory': must build at directory: x",
    { cause: 'web.yaml does not exist', entry: 'web.yaml' },
  ],
  [
    'a resource that lies outside',
    "accumulating resources: accumulation err='accumulating resources from '../../etc': evalsymlink failure on '/etc/x' : lstat /etc/x: no such file or directory': must build at directory: x",
    { cause: '/etc/x lies outside the checkout', entry: '../../etc' },
  ],
  [
    'a file that is no YAML',
    "accumulating resources: accumulation err='accumulating resources from '../base': 'base' must resolve to a file': recursed accumulation of path 'base': accumulating resources: accumulating resources from 'web.yaml': MalformedYAMLError: yaml: line 5: mapping values are not allowed in this context in File: web.yaml",
    {
      cause: 'web.yaml is no YAML: mapping values are not allowed in this context',
      folder: 'base',
      entry: 'web.yaml',
      line: 5,
    },
  ],
  [
    'a component that is not there',
    'accumulating components: loader.New "must build at directory: not a valid directory: evalsymlink failure on \'k/none\' : lstat k/none: no such file or directory"',
    { cause: 'k/none does not exist', entry: 'none' },
  ],
  [
    'a file of a generator that is not there',
    "loading KV pairs: file sources: [a.txt]: evalsymlink failure on 'k/a.txt' : lstat k/a.txt: no such file or directory",
    { cause: 'the file a.txt does not exist', entry: 'a.txt' },
  ],
  [
    'a patch that is not there',
    "trouble configuring builtin PatchTransformer with config: `\npath: a.yaml\n`: failed to get the patch file from path(a.yaml): evalsymlink failure on 'k/a.yaml' : lstat k/a.yaml: no such file or directory",
    { cause: 'the file a.yaml does not exist', entry: 'a.yaml' },
  ],
  [
    'an object twice',
    "accumulating resources: accumulation err='merging resources from 'a.yaml': may not add resource with an already registered id: ConfigMap.v1.[noGrp]/web.[noNs]': must build at directory: 'k/a.yaml': file is not directory",
    { cause: 'ConfigMap web is there twice', entry: 'a.yaml' },
  ],
  [
    'a generator over an object',
    'merging from generator &{0x2af452123110 <nil>}: id resid.ResId{Gvk:resid.Gvk{Group:"", Version:"v1", Kind:"ConfigMap", isClusterScoped:false}, Name:"web", Namespace:""} exists; can not use behavior: \'unspecified\', behavior must be merge or replace',
    {
      cause:
        'a generator makes ConfigMap web, which is there already: give it `behavior: merge` or `replace`, or another name',
    },
  ],
  [
    'a file without an object',
    "accumulating resources: accumulation err='accumulating resources from 'a.yaml': missing Resource metadata': must build at directory: 'k/a.yaml': file is not directory",
    { cause: 'the file holds no Kubernetes object: metadata is missing', entry: 'a.yaml' },
  ],
  [
    'a circle',
    "accumulating resources: accumulation err='accumulating resources from '../k': 'k' must resolve to a file': cycle detected: candidate root 'k' contains visited root 'k'",
    { cause: 'k leads back to itself', entry: '../k' },
  ],
  [
    'a field that an overlay does not have',
    "couldn't make target for path 'k': invalid Kustomization: json: unknown field \"resourcess\"",
    { cause: 'an overlay has no field resourcess', folder: 'k', entry: 'resourcess' },
  ],
  [
    'an overlay that is no YAML',
    "invalid Kustomization: yaml: line 3: did not find expected ',' or ']'",
    { cause: "the file is no YAML: did not find expected ',' or ']'", line: 3 },
  ],
  [
    'a patch for nothing',
    'no resource matches strategic merge patch "Deployment.v1.apps/web.shop": no matches for Id Deployment.v1.apps/web.shop; failed to find unique target for patch Deployment.v1.apps/web.shop',
    { cause: 'a patch is for Deployment shop/web, which is not there' },
  ],
  [
    'a replacement from nothing',
    'nothing selected by Secret.[noVer].[noGrp]/x.[noNs]',
    { cause: 'a replacement takes its value from Secret x, which is not there' },
  ],
  [
    'anything else, in the words of Kustomize',
    'replace operation does not apply: doc is missing path: /data/x: missing value',
    { cause: 'replace operation does not apply: doc is missing path: /data/x: missing value' },
  ],
  [
    'a cause among warnings and lines of a log',
    "# Warning: 'bases' is deprecated.\nW1128 03:14:15.926535   12345 warnings.go:70] old\nError: nothing selected by Secret.[noVer].[noGrp]/x.[noNs]",
    { cause: 'a replacement takes its value from Secret x, which is not there' },
  ],
  [
    'a cause that stands in the log alone, without its head',
    'E1128 03:14:15.926535   12345 run.go:74] the disk is full\nE1128 03:14:15.926601   12345 run.go:74] really',
    { cause: 'the disk is full really' },
  ],
];

describe('the cause is taken out of a complaint of Kustomize', () => {
  test.each(table)('of %s', (_, complaint, then) => {
    expect(causeOf(complaint)).toEqual(then);
  });
});
