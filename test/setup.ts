import fc from "fast-check";

/**
 * Property tests draw the same cases on every run, so that a run that fails fails again; `npm run soak -- properties`
 * sets other seeds.
 */
fc.configureGlobal({ seed: Number(process.env.RELATOR_PROPERTY_SEED ?? "1") });
