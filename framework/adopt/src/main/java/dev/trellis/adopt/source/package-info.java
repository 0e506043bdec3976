/**
 * The interface between the adoption and the tools whose projects are adopted. A {@link dev.trellis.adopt.source.Source}
 * reads the project of one tool and returns a {@link dev.trellis.adopt.source.Converted}: the scripts of branches, the
 * definitions, the gaps and the notes. It also reads the table in which the tool records what is applied, and returns an
 * {@link dev.trellis.adopt.source.Applied}. The values contain nothing specific to a tool, so that writing scripts, verifying,
 * recording and reporting exist once.
 *
 * <p>To add a tool, implement {@link dev.trellis.adopt.source.Source} in a package of its own and add it to
 * {@link dev.trellis.adopt.Tool}.
 *
 * <p>A source only reads files. It never runs code of the project, and never changes the database or a file.
 */
@NullMarked
package dev.trellis.adopt.source;

import org.jspecify.annotations.NullMarked;
