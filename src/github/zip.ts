import { crc32, deflateRawSync } from 'node:zlib';

/** The date of every entry, 1 January 1980: the same files give the same bytes. */
const dosDate = 0x00_21;

/** Names are UTF-8 (APPNOTE.TXT, general purpose bit 11). */
const utf8 = 0x08_00;

const deflated = 8;

/** A zip archive of texts by name, in the order of the names; far below the 4 GiB for which the format needs more. */
export function zipOf(files: Readonly<Record<string, string>>): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  const names = Object.keys(files).toSorted();
  for (const name of names) {
    const content = Buffer.from(files[name] ?? '');
    const packed = deflateRawSync(content);
    const label = Buffer.from(name);
    const common = commonHeader({ checksum: crc32(content), packed, content, label });
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), common, label, packed]);
    locals.push(local);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), common, tailAt(offset), label]));
    offset += local.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  return Buffer.concat([...locals, ...directory, endOf({ count: names.length, size, offset })]);
}

/** What the header before a file and its entry in the directory have in common (APPNOTE.TXT 4.3.7 and 4.3.12). */
function commonHeader(entry: {
  readonly checksum: number;
  readonly packed: Buffer;
  readonly content: Buffer;
  readonly label: Buffer;
}): Buffer {
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(utf8, 2);
  header.writeUInt16LE(deflated, 4);
  header.writeUInt16LE(dosDate, 8);
  header.writeUInt32LE(entry.checksum, 10);
  header.writeUInt32LE(entry.packed.length, 14);
  header.writeUInt32LE(entry.content.length, 18);
  header.writeUInt16LE(entry.label.length, 22);
  return header;
}

/** The rest of a directory entry: no comment, no attributes, and where the file begins. */
function tailAt(offset: number): Buffer {
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(offset, 10);
  return tail;
}

function endOf(directory: {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006');
  end.writeUInt16LE(directory.count, 8);
  end.writeUInt16LE(directory.count, 10);
  end.writeUInt32LE(directory.size, 12);
  end.writeUInt32LE(directory.offset, 16);
  return end;
}
