// Spans count UTF-8 bytes; the page's strings count UTF-16 units. One table leads from the first to the second.

export class Bytes {
  private readonly at: Uint32Array | null;
  constructor(readonly text: string) {
    let plain = true;
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) { plain = false; break; }
    this.at = plain ? null : Bytes.table(text);
  }
  private static table(text: string): Uint32Array {
    const at = new Uint32Array(text.length * 3 + 1);
    let b = 0;
    for (let i = 0; i < text.length;) {
      const code = text.codePointAt(i)!;
      const n = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
      for (let k = 0; k < n; k++) at[b + k] = i;
      b += n;
      i += code > 0xffff ? 2 : 1;
    }
    at[b] = text.length;
    return at.subarray(0, b + 1);
  }
  /** The string index of a byte offset. */
  index(byte: number): number {
    if (!this.at) return Math.max(0, Math.min(byte, this.text.length));
    return this.at[Math.max(0, Math.min(byte, this.at.length - 1))]!;
  }
  slice(span: readonly [number, number]): string { return this.text.slice(this.index(span[0]), this.index(span[1])); }
}
