/**
 * The pages of the dashboard, written with the frame and the style sheet of the documentation site. All texts of databases
 * and scripts are escaped by {@link dev.trellis.internal.diagram.site.Html}. Parts with the attribute {@code data-live} are
 * loaded again by a script every few seconds; without JavaScript the reader loads the page again.
 */
@NullMarked
package dev.trellis.internal.dashboard.page;

import org.jspecify.annotations.NullMarked;
