/**
 * The Maven plugin. A goal translates its parameters into a command line and runs the command in a class loader that
 * contains the class path of the project; {@link dev.trellis.maven.ProjectClassPath} creates this class loader. The class
 * loader does not contain Maven, so that neither Maven's libraries nor those of other plugins are mixed with the project's.
 *
 * <p>{@code CommandRun} and {@code SchemaXml} are loaded by that class loader, not by Maven's; only classes of the JDK pass
 * between the two class loaders.
 */
@NullMarked
package dev.trellis.maven;

import org.jspecify.annotations.NullMarked;
