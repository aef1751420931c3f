import { describe, expect, it } from 'vitest';
import { collectSecrets } from '../../src/system/secrets.ts';

const settings = `{
    "name": "prometheus-main",
    "password": "hunter2-hunter2",
    "datasources": [
    "url": "https://grafana.example/a"
`;
const key = '-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0\n-----END PRIVATE KEY-----';

describe('the redactor', () => {
  const secrets = collectSecrets();
  secrets.add(settings);
  secrets.add(key);

  it.each([
    { name: 'a secret as a whole', text: JSON.stringify({ a: settings }), then: '{"a":"***"}' },
    { name: 'a line of a key', text: 'log: MIIEvQIBADANBgkqhkiG9w0', then: 'log: ***' },
    { name: 'a value of a settings file', text: 'with hunter2-hunter2 failed', then: 'with *** failed' },
  ])('takes out $name', ({ text, then }) => {
    expect(secrets.redact(text)).toBe(then);
  });

  it('leaves JSON that happens to have a line of a settings file readable', () => {
    const text = JSON.stringify({ name: 'prometheus-main', datasources: [] }, undefined, 4);
    expect(JSON.parse(secrets.redact(text))).toEqual({ name: '***', datasources: [] });
  });
});
