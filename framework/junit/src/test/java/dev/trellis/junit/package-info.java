/** Tests of the extension with a sample project of three branches, on all databases and on the oldest and newest JUnit. */
@NullMarked
package dev.trellis.junit;

import org.jspecify.annotations.NullMarked;
