/**
 * Stands, by `overrides` in package.json, for packages that the embedding runtime names and Relator never uses: the
 * runtime for browsers (141 MB), pictures (sharp), and the two that only onnxruntime-node's install script needs.
 */
function leftOut() {
  throw new Error("Relator embeds text only: this part of the embedding runtime is left out of its installation.");
}

/**
 * As of `global-agent`, which onnxruntime-node's install script calls before all else. What it would go on to do is to
 * download libraries for graphics cards; those for the processor are in the package. Newer npm does not run it at all
 * (`allowScripts`), older npm does.
 */
leftOut.bootstrap = () => process.exit(0);

module.exports = leftOut;
