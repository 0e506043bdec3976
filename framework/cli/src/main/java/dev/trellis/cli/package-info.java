/**
 * The command line. {@link dev.trellis.cli.Main} parses the arguments with picocli; each command is a class that calls one
 * method of {@link dev.trellis.Trellis} and prints the result through {@link dev.trellis.cli.Output}; {@link
 * dev.trellis.cli.StandaloneCommand}s need no project. No other module uses
 * picocli, except plugins with commands of their own, which extend {@link dev.trellis.cli.TrellisCommand}.
 *
 * <p>A command class has the name of its command ({@code db-create}: {@code DbCreateCommand}) and is listed in
 * {@link dev.trellis.cli.Commands}. Classes that end in {@code Lines} turn a report into lines of text; with {@code --json}
 * the report itself is printed. {@link dev.trellis.cli.StartupPrefetch} and {@link dev.trellis.cli.CdsTraining} make
 * commands start faster and have no other effect. The scripts that start Java, {@code trellis} and, for Windows, {@code
 * trellis.cmd}, are in {@code src/main/dist/bin}.
 */
@NullMarked
package dev.trellis.cli;

import org.jspecify.annotations.NullMarked;
