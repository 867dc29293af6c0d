import { linkSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Takes the libraries of other platforms out of onnxruntime-node (200 MB of 290), and keeps one copy of files that are
 * the same. Runs after every install, with Node alone, since development tools may be absent. What it cannot do it
 * leaves: an installation that is larger than it need be still works.
 */
const binaries = join(import.meta.dirname, "..", "..", "node_modules", "onnxruntime-node", "bin");

/** The names in a folder; none where there is no such folder. */
function namesIn(directory) {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function removeOtherPlatforms(versionDirectory) {
  const own = join(versionDirectory, process.platform, process.arch);
  // An installation for a platform that the package does not know is left as it is.
  if (namesIn(own).length === 0) return;
  for (const platform of namesIn(versionDirectory)) {
    if (platform !== process.platform) rmSync(join(versionDirectory, platform), { recursive: true, force: true });
  }
  for (const architecture of namesIn(join(versionDirectory, process.platform))) {
    if (architecture === process.arch) continue;
    rmSync(join(versionDirectory, process.platform, architecture), { recursive: true, force: true });
  }
  linkSameFiles(own);
}

/** macOS has its library twice, 45 MB each, where a link was meant. */
function linkSameFiles(directory) {
  const seen = [];
  for (const file of namesIn(directory).map((name) => join(directory, name))) {
    const { size, ino } = statSync(file);
    const same = seen.find((other) => other.size === size && readFileSync(other.file).equals(readFileSync(file)));
    if (same === undefined) seen.push({ file, size, ino });
    else if (same.ino !== ino) {
      linkSync(same.file, `${file}.link`);
      renameSync(`${file}.link`, file);
    }
  }
}

try {
  for (const version of namesIn(binaries)) removeOtherPlatforms(join(binaries, version));
} catch (error) {
  process.stderr.write(`The libraries of other platforms could not be removed: ${error.message}\n`);
}
