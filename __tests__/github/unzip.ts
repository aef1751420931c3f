import { crc32, inflateRawSync } from 'node:zlib';

/** The texts in a zip archive by name, read from its directory; checksums and lengths are compared. @throws Error */
export function unzip(bytes: Uint8Array): Readonly<Record<string, string>> {
  const archive = Buffer.from(bytes);
  const end = archive.lastIndexOf('PK\u0005\u0006');
  const files: Record<string, string> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength] = [archive.readUInt16LE(at + 28), archive.readUInt16LE(at + 30)];
    const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    if (content.length !== archive.readUInt32LE(at + 24) || crc32(content) !== archive.readUInt32LE(at + 16))
      throw new Error(`${name} is damaged`);
    files[name] = content.toString('utf8');
    at += 46 + nameLength + extraLength + archive.readUInt16LE(at + 32);
  }
  return files;
}
