import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileName } from "../../viz/export/download.js";
import { crc32, zip } from "../../viz/export/zip.js";

const READ = `
import hashlib, io, json, sys, zipfile
archive = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert archive.testzip() is None
print(json.dumps([[info.filename, hashlib.sha256(archive.read(info)).hexdigest()[:8], info.file_size] for info in archive.infolist()]))
`;

/** What Python's zipfile finds in an archive. */
function readByPython(parts) {
  return JSON.parse(execFileSync(process.env.KG_PYTHON ?? "python3", ["-c", READ], { input: Buffer.concat(parts), encoding: "utf8" }));
}

test("checksums are those of the standard", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
  assert.equal(crc32(new Uint8Array()), 0);
});

test("an archive without files is one", () => {
  assert.deepEqual(readByPython(zip([])), []);
});

test("names in any script and files of any size come back", () => {
  const bytes = Uint8Array.from({ length: 70000 }, (_, index) => index * 7);
  const found = readByPython(zip([{ name: "leer.txt", bytes: new Uint8Array() }, { name: "ordner/übersicht 漢字 🙂.png", bytes }]));
  assert.deepEqual(found.map(([name, , size]) => [name, size]), [["leer.txt", 0], ["ordner/übersicht 漢字 🙂.png", 70000]]);
  assert.equal(found[0][1], "e3b0c442");
});

test("many files come back in their order", () => {
  const files = Array.from({ length: 3000 }, (_, index) => ({ name: `${index}.txt`, bytes: new TextEncoder().encode(String(index)) }));
  assert.deepEqual(readByPython(zip(files)).map(([name]) => name), files.map(({ name }) => name));
});

test("the same files make the same bytes", () => {
  const files = [{ name: "a", bytes: Uint8Array.of(1, 2, 3) }];
  assert.deepEqual(zip(files), zip(files));
});

test("more than ZIP can hold, or a name that stands twice, is refused", () => {
  const bytes = new Uint8Array();
  assert.throws(() => zip(Array.from({ length: 65536 }, (_, index) => ({ name: String(index), bytes }))), RangeError);
  assert.throws(() => zip([{ name: "a", bytes }, { name: "a", bytes }]), RangeError);
  assert.throws(() => zip([{ name: "", bytes }]), RangeError);
});

test("a title becomes a file name that every system takes", () => {
  const names = {
    "Supply-chain claims": "Supply-chain-claims.csv", "../../etc/passwd": "etc-passwd.csv", 'a/b\\c:d*e?f"g<h>i|j': "a-b-c-d-e-f-g-h-i-j.csv",
    "\u202ecod.exe\0\n": "cod.exe.csv", "": "page.csv", "...": "page.csv", con: "page-con.csv", "中国 — 稀土": "中国-—-稀土.csv", "\ud800x": "x.csv", "  ": "page.csv",
    "COM1": "page-COM1.csv",
  };
  for (const [title, name] of Object.entries(names)) assert.equal(fileName(title, ".csv"), name, title);
  assert.ok(Buffer.byteLength(fileName("🙂".repeat(500), "-animation.zip")) < 255);
});
