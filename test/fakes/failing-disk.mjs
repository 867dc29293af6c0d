/**
 * Loaded before a program (`node --import`): what it writes below FAILING_DISK_ROOT fails from the moment that the file
 * FAILING_DISK says so, `{ "code": "ENOSPC" | "EROFS", "after": n }`, once n further writes are done. A write that fails
 * for want of room has written half of its bytes. Reading goes on.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const control = process.env.FAILING_DISK;
const root = process.env.FAILING_DISK_ROOT;
const readControl = fs.readFileSync;
const writable = new Set();
let told = "";
let left = 0;

/** @returns The code of the error that the next write meets; null where it is done. */
function nextFailure() {
  let text;
  try {
    text = readControl(control, "utf8");
  } catch {
    return null;
  }
  const { code, after } = JSON.parse(text);
  if (text !== told) {
    told = text;
    left = after;
  }
  left -= 1;
  return left < 0 ? code : null;
}

const isBelow = (path) => typeof path === "string" && path.startsWith(root);
const isForWriting = (flags) => (typeof flags === "string" ? /[wa+]/.test(flags) : ((flags ?? 0) & 3) !== 0);
const makeError = (code, syscall, path) => {
  return Object.assign(new Error(`${code}: made to fail, ${syscall} '${path}'`), { code, syscall, path });
};

/** Which calls fail, by name, and whether this one writes. On a full disk names can still be taken away. */
const calls = {
  open: ([, flags]) => isForWriting(flags),
  writeFile: () => true,
  appendFile: () => true,
  // One that is there already needs no room.
  mkdir: ([path]) => !fs.existsSync(path),
  rename: () => told.includes("EROFS"),
  rm: () => told.includes("EROFS"),
  unlink: () => told.includes("EROFS"),
  rmdir: () => told.includes("EROFS"),
  chmod: () => told.includes("EROFS"),
  link: () => true,
};

for (const [name, writes] of Object.entries(calls)) {
  const callback = fs[name];
  fs[name] = (...given) => {
    const code = isBelow(given[0]) && writes(given) ? nextFailure() : null;
    const done = given.at(-1);
    if (code !== null) return void process.nextTick(done, makeError(code, name, given[0]));
    if (name !== "open" || !isBelow(given[0]) || !isForWriting(given[1])) return callback(...given);
    return callback(...given.slice(0, -1), (error, fd) => {
      if (!error) writable.add(fd);
      done(error, fd);
    });
  };
  const promised = fs.promises[name];
  fs.promises[name] = async (...given) => {
    const code = isBelow(given[0]) && writes(given) ? nextFailure() : null;
    if (code !== null) throw makeError(code, name, given[0]);
    const done = await promised(...given);
    if (name === "open" && isBelow(given[0]) && isForWriting(given[1])) failWrites(done, given[0]);
    return done;
  };
}

function failWrites(file, path) {
  const writeWhole = file.writeFile.bind(file);
  file.writeFile = async (content) => {
    const code = nextFailure();
    if (code === null) return writeWhole(content);
    await writeWhole(Buffer.from(content).subarray(0, content.length / 2));
    throw makeError(code, "write", path);
  };
}

const write = fs.write;
fs.write = (fd, bytes, offset, length, position, done) => {
  const code = writable.has(fd) && Buffer.isBuffer(bytes) ? nextFailure() : null;
  if (code === null) return write(fd, bytes, offset, length, position, done);
  const half = Math.floor(length / 2);
  return write(fd, bytes, offset, half, position, () => done(makeError(code, "write", String(fd))));
};

syncBuiltinESMExports();
