/**
 * Adopts the project and the databases of another migration tool, or a database without migrations.
 *
 * <p>{@link dev.trellis.adopt.Adoption} runs four steps. A {@link dev.trellis.adopt.source.Source} <b>converts</b> the
 * project. {@link dev.trellis.adopt.ConvertedFiles} <b>writes</b> the scripts into the folders of the branches; a script that
 * exists is kept, so that a person can complete it and adopt again, and replaced only if it contains nothing but a part of the
 * present conversion ({@link dev.trellis.adopt.ExistingScript}). {@link dev.trellis.adopt.Verification} <b>verifies</b>:
 * it runs the applied scripts on a throwaway database and compares the result with the live catalogue.
 * {@link dev.trellis.adopt.AdoptionRecorder} <b>records</b> the applied revisions in Trellis's tables. A difference or a gap that no one
 * has accepted ends the adoption before anything is recorded.
 *
 * <p>The module uses internal packages of the core, because it writes scripts, runs them and writes the history exactly as
 * the core does. The core does not know this module: a project that only migrates loads nothing of it.
 */
@NullMarked
package dev.trellis.adopt;

import org.jspecify.annotations.NullMarked;
