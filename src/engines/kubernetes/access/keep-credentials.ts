import type { Clock } from '../../../model/world.ts';
import type { Access, Credentials } from './access.ts';

/** Credentials and the time after which new ones are obtained; absent: never by time. */
export interface Fresh {
  readonly credentials: Credentials;
  readonly renewAtMs?: number;
}

/**
 * Keeps credentials until shortly before they expire, and renews them once however many requests ask for it.
 * `obtain` is absent for what cannot be renewed: a token that stands in the kubeconfig.
 */
export function keepCredentials(
  first: Fresh,
  obtain: (() => Promise<Fresh>) | undefined,
  clock: Pick<Clock, 'nowMs'>,
): Pick<Access, 'credentials' | 'renew'> {
  let current = first;
  let renewal: Promise<Fresh> | undefined;
  const renewOnce = async (again: () => Promise<Fresh>): Promise<Credentials> => {
    renewal ??= again();
    try {
      current = await renewal;
      return current.credentials;
    } finally {
      renewal = undefined;
    }
  };
  return {
    async credentials() {
      const isDue = current.renewAtMs !== undefined && current.renewAtMs <= clock.nowMs();
      return obtain && isDue ? await renewOnce(obtain) : current.credentials;
    },
    async renew(rejected) {
      if (rejected !== current.credentials) return current.credentials;
      if (!obtain) return undefined;
      const renewed = await renewOnce(obtain);
      return isSame(renewed, rejected) ? undefined : renewed;
    },
  };
}

/** The margin before an expiry: a minute, or half of what is left when that is less. */
export function renewalTimeMs(expiresAtMs: number, nowMs: number): number {
  return expiresAtMs - Math.min(60_000, Math.max(0, expiresAtMs - nowMs) / 2);
}

function isSame(a: Credentials, b: Credentials): boolean {
  return (
    a.authorization?.reveal() === b.authorization?.reveal() &&
    a.clientCertificate?.key.reveal() === b.clientCertificate?.key.reveal()
  );
}
