const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A ULID (26 characters): sorts by its time; `random` gives 16 numbers in [0, 1). */
export function ulidOf(timeMs: number, random: readonly number[]): string {
  let time = '';
  for (let rest = timeMs, digit = 0; digit < 10; digit += 1) {
    time = (alphabet[rest % 32] ?? '0') + time;
    rest = Math.floor(rest / 32);
  }
  const tail = Array.from(
    { length: 16 },
    (_, index) => alphabet[Math.floor((random[index] ?? 0) * 32)] ?? '0',
  );
  return time + tail.join('');
}
