// oxlint-disable typescript/no-explicit-any -- the stories read the JSON report as a script would
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isDryRun } from '../stage/cluster/cluster.ts';
import { deployment } from '../stage/histories.ts';
import { openStory, type Story } from '../stage/story.ts';

const settings = (name: string, data: object): any => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});

describe('what a plan asks of the server', () => {
  let story: Story;

  beforeAll(async () => {
    story = await openStory('asking', { clusterRoles: ['cluster-admin'] });
  });

  afterAll(async () => await story[Symbol.asyncDispose]());

  it('is bounded: a list for each kind, a GET for what no list shows, a dry run for what is not ours already', async () => {
    const many = Array.from({ length: 20 }, (_, index) => settings(`many-${index}`, { a: '1' }));
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'key' },
      stringData: { a: 'long-value-1' },
    };
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { ports: [{ port: 80 }] },
    };
    await story.write('all', ...many, secret, service, deployment('web'), deployment('api'));
    await story.mustPlay('deploy');
    // Two change, one moves to other hands, one must be made anew, one has a former tool's traces, one is not there yet.
    await story.kubectl(['patch', 'configmap/many-2', '--type=merge', '-p', '{"data":{"hand":"made"}}']);
    const theirs = settings('many-3', { a: 'theirs' });
    await story.kubectl(
      ['apply', '--server-side', '--force-conflicts', '--field-manager=other', '-f', '-'],
      JSON.stringify(theirs),
    );
    const selector = deployment('api', ({ spec }) => {
      spec.selector.matchLabels = { x: 'y' };
      spec.template.metadata.labels = { x: 'y' };
    });
    many[0].data = { a: '2' };
    many[1].data = { b: '1' };
    await story.write('all', ...many, settings('new', {}), secret, service, deployment('web'), selector);
    const { target } = await story.mustPlay('preview', '--conflicts', 'leave manager=other');
    expect(target.counts).toMatchObject({ update: 3, recreate: 1, create: 1 });
    const entries = story.proxy.log.entries;
    const lists = 3;
    const gets = 2;
    const dryRuns = 5;
    const more = 1 + 1 + 1;
    expect(entries.length).toBeLessThanOrEqual(lists + gets + dryRuns + more + 5);
    expect(entries.filter(isDryRun).length).toBeLessThanOrEqual(dryRuns + more);
    expect(entries.every(entry => entry.method === 'GET' || isDryRun(entry))).toBe(true);
  });

  it('compares with what was applied last where a policy takes no dry run, and marks the object', async () => {
    const { cluster, namespace } = story;
    const admission = '/apis/admissionregistration.k8s.io/v1';
    const apiVersion = 'admissionregistration.k8s.io/v1';
    await story.write('all', settings('quiet', { a: '1', b: '1' }), settings('loud', { a: '1' }));
    await story.mustPlay('deploy', '--confirm', 'Service/web', '--max-deletions', '99');
    await cluster.request('POST', `${admission}/validatingadmissionpolicies`, {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: namespace },
      spec: {
        matchConstraints: {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
          resourceRules: [
            {
              apiGroups: [''],
              apiVersions: ['v1'],
              operations: ['CREATE', 'UPDATE'],
              resources: ['configmaps'],
            },
          ],
        },
        matchConditions: [{ name: 'quiet', expression: "object.metadata.name == 'quiet'" }],
        validations: [
          {
            expression: '!request.?dryRun.orValue(false)',
            message: 'dry runs are not supported by this policy',
          },
        ],
      },
    });
    await cluster.request('POST', `${admission}/validatingadmissionpolicybindings`, {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: namespace },
      spec: { policyName: namespace, validationActions: ['Deny'] },
    });
    const probe = ['patch', 'configmap/quiet', '--type=merge', '-p', '{"metadata":{"labels":{"x":"y"}}}'];
    const refused = async (): Promise<string> =>
      (await cluster.kubectl([...probe, '--dry-run=server', '-n', namespace])).stderr;
    await expect.poll(refused, { timeout: 20_000 }).toContain('dry runs are not supported');

    await story.write('all', settings('quiet', { b: '2', c: '1' }), settings('loud', { a: '2' }));
    const { changes, target } = await story.mustPlay('preview');
    const quiet = changes.get('ConfigMap/quiet');
    expect(quiet).toMatchObject({ action: 'update', evidence: 'local' });
    expect(quiet.note).toContain(`${namespace} takes no dry run`);
    expect(target.limits.join()).toContain('takes no dry run');
    expect(quiet.fields.map((field: any) => [field.path, field.before, field.after]).toSorted()).toEqual([
      ['/data/a', '1', undefined],
      ['/data/b', '1', '2'],
      ['/data/c', undefined, '1'],
    ]);
    expect(changes.get('ConfigMap/loud')).toMatchObject({ action: 'update', evidence: 'server' });
    await story.mustPlay('deploy');
    const data = await story.kubectl(['get', 'configmap/quiet', '-o', 'jsonpath={.data}']);
    expect(JSON.parse(data)).toEqual({ b: '2', c: '1' });
    await cluster.request('DELETE', `${admission}/validatingadmissionpolicybindings/${namespace}`);
    await cluster.request('DELETE', `${admission}/validatingadmissionpolicies/${namespace}`);
  });

  it('is answered here where the verbs for a dry run are missing, object by object', async () => {
    await story.actAs({
      name: 'reader',
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }],
    });
    await story.write('all', settings('quiet', { c: '2' }), settings('loud', { a: '2' }));
    const { changes } = await story.mustPlay('preview');
    const fields = changes.get('ConfigMap/quiet').fields.map((field: any) => field.path);
    expect(fields.toSorted()).toEqual(['/data/b', '/data/c']);
    expect(changes.get('ConfigMap/quiet')).toMatchObject({
      evidence: 'local',
      note: expect.stringContaining('patch'),
    });
    expect(changes.get('ConfigMap/loud')).toMatchObject({ action: 'unchanged', evidence: 'listed' });
  });
});
