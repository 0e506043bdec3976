/**
 * Diagrams and documentation of a project.
 *
 * <p>{@link dev.trellis.diagram.Diagrams} draws the tables at a revision, and the revision graph.
 * {@link dev.trellis.diagram.DocumentationSite} writes a static site. Both replay the scripts, so neither needs a database; the
 * graph and the site also show what is applied if a database can be read.
 *
 * <p>The module uses internal packages of the core, because it replays and compiles scripts exactly as the core does. The core
 * does not know this module: a project that only migrates loads nothing of it.
 */
@NullMarked
package dev.trellis.diagram;

import org.jspecify.annotations.NullMarked;
