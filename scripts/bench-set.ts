import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One object of each kind in turn; none of them starts Pods, so that only requests are measured. */
const kinds: readonly ((name: string, namespace: string, revision: number) => string)[] = [
  (name, namespace, revision) => `apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
data: { revision: "${revision}", settings.ini: "[server]\\nport = 8080\\nhost = ${name}.example\\n", flag: "yes" }
`,
  (name, namespace, revision) => `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} } }
spec:
  replicas: 0
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: server
          image: registry.example/web:1.${revision}
          ports: [{ name: http, containerPort: 8080 }]
          env: [{ name: A, value: "1" }, { name: B, valueFrom: { configMapKeyRef: { name: c, key: d } } }]
          resources: { requests: { cpu: 50m, memory: 64Mi }, limits: { memory: 64Mi } }
          readinessProbe: { httpGet: { path: /ready, port: http } }
`,
  (name, namespace, revision) => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name} }, annotations: { revision: "${revision}" } }
spec: { clusterIP: None, selector: { app: ${name} }, ports: [{ name: http, port: 80, targetPort: http }] }
`,
  (name, namespace, revision) => `apiVersion: v1
kind: ServiceAccount
metadata: { name: ${name}, namespace: ${namespace}, annotations: { revision: "${revision}" } }
`,
  (name, namespace, revision) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: ${name}, namespace: ${namespace}, annotations: { revision: "${revision}" } }
spec: { podSelector: { matchLabels: { app: ${name} } }, policyTypes: [Egress], egress: [{ to: [{ podSelector: {} }] }] }
`,
];

/** Writes so many objects of five kinds: one file of all in `FOLDER/deploy`, and one file each in `FOLDER/each`. */
export async function writeSet(
  folder: string,
  set: { readonly objects: number; readonly namespace: string; readonly revision: number },
): Promise<void> {
  const texts = Array.from({ length: set.objects }, (_, index) => {
    const kind = kinds[index % kinds.length];
    return kind?.(`object-${index}`, set.namespace, set.revision) ?? '';
  });
  await mkdir(join(folder, 'deploy'), { recursive: true });
  await mkdir(join(folder, 'each'), { recursive: true });
  await writeFile(join(folder, 'deploy', 'all.yaml'), texts.join('---\n'));
  await Promise.all(
    texts.map(async (text, index) => await writeFile(join(folder, 'each', `${index}.yaml`), text)),
  );
}
