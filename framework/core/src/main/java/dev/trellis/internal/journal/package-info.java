/**
 * The journal of half-applied revisions, on databases that commit DDL implicitly (MariaDB, MySQL, H2).
 */
@NullMarked
package dev.trellis.internal.journal;

import org.jspecify.annotations.NullMarked;
