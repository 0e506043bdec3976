/**
 * The pages of {@code framework/docs} as acceptance tests. Each command in a {@code console} block is run, and its output must be
 * equal to the output that the page shows. A page is run on SQLite and on each other database that one of its blocks names. A
 * page with {@code ./poser} commands works on a copy of this app; every other page begins in an empty folder and creates its
 * files itself. The tests are in this module because the pages about a custom app need its classes.
 */
@NullMarked
package dev.trellis.poser.pages;

import org.jspecify.annotations.NullMarked;
