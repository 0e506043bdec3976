/**
 * The pages of {@code framework/docs} as acceptance tests: every command in a {@code console} block is run and must print
 * what is shown below it. A page runs on SQLite, and also on each database that one of its blocks names. A page with
 * {@code ./poser} commands works on a copy of this app; the other pages begin in an empty folder and create what they need
 * in plain sight. The tests are in this module because the pages about a custom app need its classes.
 */
@NullMarked
package dev.trellis.poser.walk;

import org.jspecify.annotations.NullMarked;
