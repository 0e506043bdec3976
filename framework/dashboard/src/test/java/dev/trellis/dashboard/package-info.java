/** Tests of the dashboard with real requests and databases. */
@NullMarked
package dev.trellis.dashboard;

import org.jspecify.annotations.NullMarked;
