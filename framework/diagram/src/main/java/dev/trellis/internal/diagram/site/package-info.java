/**
 * The pages of the documentation site. {@link dev.trellis.internal.diagram.site.SiteWriter} collects the content, and each class whose
 * name ends in {@code Pages} writes one folder. Pages refer to each other by relative
 * paths, and request nothing from other hosts. Lists with many entries are split into pages. Only the search needs JavaScript;
 * its index is a script, because a browser does not let a page read another file from a disk.
 */
@NullMarked
package dev.trellis.internal.diagram.site;

import org.jspecify.annotations.NullMarked;
