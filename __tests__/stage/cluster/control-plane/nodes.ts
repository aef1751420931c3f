import type { ApiClient } from '../api-client.ts';

const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** Registers the stage's nodes, as kubelets would: enough room for real applications, logs served on `logPort`. */
export async function registerNodes(
  client: ApiClient,
  count: number,
  version: string,
  logPort: number,
): Promise<void> {
  for (let number = 1; number <= count; number += 1) {
    const answer = await client.request('POST', '/api/v1/nodes', node(`stage-${number}`, version, logPort));
    if (answer.status !== 201)
      throw new Error(`registering node stage-${number}: ${answer.status} ${answer.text}`);
  }
}

function node(name: string, version: string, logPort: number): object {
  const architecture = architectures[process.arch] ?? process.arch;
  const capacity = {
    cpu: '32',
    memory: '256Gi',
    'ephemeral-storage': '1Ti',
    'hugepages-2Mi': '0',
    pods: '110',
  };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      name,
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
      labels: {
        'kubernetes.io/hostname': name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': architecture,
        'beta.kubernetes.io/os': 'linux',
        'beta.kubernetes.io/arch': architecture,
        'node.kubernetes.io/instance-type': 'stage',
        'topology.kubernetes.io/region': 'stage',
        'topology.kubernetes.io/zone': `stage-${name.endsWith('1') ? 'a' : 'b'}`,
      },
    },
    status: {
      capacity,
      allocatable: capacity,
      addresses: [
        { type: 'InternalIP', address: '127.0.0.1' },
        { type: 'Hostname', address: name },
      ],
      daemonEndpoints: { kubeletEndpoint: { Port: logPort } },
      nodeInfo: {
        machineID: name,
        systemUUID: name,
        bootID: name,
        kernelVersion: '6.12.0',
        osImage: 'gitops-push stage',
        containerRuntimeVersion: 'containerd://2.2.0',
        kubeletVersion: version,
        kubeProxyVersion: '',
        operatingSystem: 'linux',
        architecture,
      },
    },
  };
}
