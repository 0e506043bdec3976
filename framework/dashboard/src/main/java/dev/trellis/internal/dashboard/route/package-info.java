/** The addresses of the dashboard: each leads to a page, a file of the documentation site, or the start of an upgrade. */
@NullMarked
package dev.trellis.internal.dashboard.route;

import org.jspecify.annotations.NullMarked;
