/** `spec` and `replicas` give `spec.replicas`; a key with dots, slashes or blanks stands in brackets: `labels["app.kubernetes.io/name"]`. */
export function labelOfKey(parent: string, key: string): string {
  if (!/^[\w$-]+$/.test(key)) return `${parent}[${JSON.stringify(key)}]`;
  return parent === '' ? key : `${parent}.${key}`;
}

/** A list item by its name: `containers[server]`, `ports[80/TCP]`. */
export function labelOfItem(parent: string, name: string): string {
  return `${parent}[${name}]`;
}
