package dev.trellis.adopt.source;

import dev.trellis.error.Location;
import dev.trellis.schema.Definition;

/**
 * A view, function or other object that the other tool runs again whenever its file changes. It becomes a file in the folder
 * of definitions, from which autogenerate writes a revision whenever it changes.
 *
 * @param branch the label of the branch that the definition belongs to
 * @param definition the definition, whose SQL is a complete {@code CREATE} statement
 * @param text the text of the file, with the comments of the original
 * @param origin the place of the original
 */
public record ConvertedDefinition(String branch, Definition definition, String text, Location origin) {}
