/** Entity classes, read. The cases are in {@code cases}, each a package of its own with what its entities mean. */
@NullMarked
package dev.trellis.hibernate;

import org.jspecify.annotations.NullMarked;
