/**
 * Computes the operations that lead from one schema to another. Inputs are the desired schema (the models), its
 * canonical form (as inspection would read it back) and the actual schema (as inspection has read it). Results are
 * operations, in an order that can be executed, the differences that are reported but not generated, and warnings for
 * the person who reviews the draft. Every class is a pure function of its values.
 *
 * <p>{@link dev.trellis.internal.diff.SchemaDiff} does the following, one after the other:
 *
 * <ol>
 *   <li>{@link dev.trellis.internal.diff.DeclaredRenames} applies {@code renamed_from}.
 *   <li>{@link dev.trellis.internal.diff.ToleratedSchema} adds to the desired schema the deviations that the database has and
 *       a table tolerates, for example the checks that Hibernate creates for enumerations.
 *   <li>Each {@link dev.trellis.internal.diff.TableComparer} compares one kind of object, in one file per kind.
 *   <li>{@link dev.trellis.internal.diff.RenameDetector} proposes further renames.
 *   <li>{@link dev.trellis.internal.diff.Changes} collects what the operations change; {@link
 *       dev.trellis.internal.diff.DependentObjects} adds the objects that have to be dropped before such a change and
 *       created again after it.
 *   <li>{@link dev.trellis.internal.diff.OperationOrder} sorts the operations.
 *   <li>{@link dev.trellis.internal.diff.DefinitionDiff} compares views, functions and other definitions, which {@link
 *       dev.trellis.internal.diff.DefinitionPair} pairs, and puts their operations between those of the tables.
 *   <li>{@link dev.trellis.internal.diff.DraftWarnings} adds the warnings.
 * </ol>
 *
 * <p>{@link dev.trellis.internal.diff.Scope} limits the operations to the tables that the target branch owns.
 *
 * <p>Names: {@link dev.trellis.internal.diff.NamePairing} explains when a difference in names counts. The names of foreign
 * keys and primary keys never count.
 *
 * <p>Renames: {@code renamed_from} in the model is certain. It produces a rename, and operations for all other differences
 * under the new name. Constraints and indexes keep a conventional name that contains the old name. A possible rename
 * without {@code renamed_from} is proposed as a {@link dev.trellis.report.RenameCandidate}.
 *
 * <p>Enumerations need no operations of their own: their types are created with the first column that uses them and dropped
 * with the last one ({@link dev.trellis.operation.CreateTable}, {@link dev.trellis.operation.DropColumn}), and a changed
 * list of values is a changed type of the columns.
 */
@NullMarked
package dev.trellis.internal.diff;

import org.jspecify.annotations.NullMarked;
