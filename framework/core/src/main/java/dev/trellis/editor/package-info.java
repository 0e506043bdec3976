/**
 * JSON schemas of the configuration, of models and of scripts, from which an editor offers keys and reports errors while a
 * file is written. {@link dev.trellis.editor.EditorSchema} names the schemas and their files.
 *
 * <p>The readers of the files request their keys one by one and have no tables of keys. The tables are in this package: a
 * {@code Shape} lists the keys of one mapping with their descriptions. The names of operations, types, actions, dialects,
 * options of tables and lint rules come from the types that define them, so that an operation without a shape is an error. A
 * test asks each reader for the keys that it accepts, and compares them with the keys of the shape.
 *
 * <p>A schema cannot express everything that a reader checks: names that refer to other objects, SQL, and keys that exclude
 * each other. Such a file is valid for the editor, and the command reports the error.
 */
@NullMarked
package dev.trellis.editor;

import org.jspecify.annotations.NullMarked;
