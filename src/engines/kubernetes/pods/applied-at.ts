import { type JsonObject, listAt, textAt } from '../../../model/json.ts';
import { manager } from '../names.ts';

/** When we applied the object last by the server's clock, in milliseconds since the epoch; undefined when nothing says so. */
export function appliedAtMs(object: JsonObject | undefined): number | undefined {
  const entry = listAt(object, '/metadata/managedFields').find(
    each => textAt(each, '/manager') === manager && textAt(each, '/operation') === 'Apply',
  );
  return timeMs(textAt(entry, '/time') ?? textAt(object, '/metadata/creationTimestamp'));
}

/** When a controller wrote the status last, in the same terms. */
export function statusAtMs(object: JsonObject): number | undefined {
  const times = listAt(object, '/metadata/managedFields')
    .filter(each => textAt(each, '/subresource') === 'status')
    .flatMap(each => timeMs(textAt(each, '/time')) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}

/** A time of the API in milliseconds since the epoch, undefined for none. */
export function timeMs(text: string | undefined): number | undefined {
  const ms = text === undefined || text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
