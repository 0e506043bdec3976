/**
 * PostgreSQL 12 and later. Its DDL is transactional and its enumerations are named types. It stores defaults and conditions
 * as parsed trees and spells them in its own way, so Trellis compares an expression by asking the server how the server would
 * spell it ({@link dev.trellis.dialect.postgresql.PostgresqlProbe}).
 *
 * <p>Inspection reads ordinary tables, tables that inherit, and partitioned tables. It does not read partitions, foreign
 * tables, and tables of an extension. It reads the definitions of all kinds, without those of an extension, the triggers of
 * constraints, and the sequences of identities and serial columns.
 *
 * <p>Behaviour that may surprise:
 *
 * <ul>
 *   <li>The type of an enumeration is created with its first column and dropped with its last.
 *   <li>A constant default is read as a literal even if its author wrote SQL ({@code 'x'::varchar}), because the database
 *       does not distinguish the two.
 *   <li>A {@code serial} column is read as a column with the default {@code nextval(...)}. When it becomes an identity, its
 *       sequence is kept without an owner, so that the reverse operation finds the sequence.
 *   <li>A column that becomes an identity continues after the highest value in the table.
 *   <li>A renamed table or column keeps the names of its constraints and indexes.
 *   <li>A virtual computed column needs PostgreSQL 18; earlier versions need {@code stored: true}.
 *   <li>The {@code length} of an index part is ignored; it is for other databases.
 * </ul>
 *
 * <p>Inspection does not read: a collation of an index part that differs from the column's, storage parameters, fill factors,
 * tablespaces, whether a constraint is {@code NOT VALID} or {@code NOT ENFORCED}, whether a unique constraint treats NULLs as
 * equal, is deferrable or includes columns, the column list of {@code ON DELETE SET NULL (...)}, exclusion constraints,
 * options of an identity's sequence other than start and increment.
 *
 * <p>In addition to the classes that every dialect has:
 *
 * <ul>
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDdlImpact}: the changes that block other sessions or rewrite a
 *       table, for {@code lint}.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlTableLocks}: the locks that statements take.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDefinitionDdl}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlEnumDdl}: the DDL of definitions and of enumerations.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlColumnChange}: the clauses of {@code alter_column}.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDependents}: the objects that must be recreated when a type is
 *       replaced.
 *   <li>{@link dev.trellis.dialect.postgresql.ReferencedValues}: the values of enumerations that operations use.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDefaults}, {@link dev.trellis.dialect.postgresql.PostgresqlArrays},
 *       {@link dev.trellis.dialect.postgresql.PostgresqlExpressions}: defaults, arrays and expressions as text.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlProbe}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlNormalization}: the server's spelling, and its adoption.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlQueries}, {@link dev.trellis.dialect.postgresql.PostgresqlTables},
 *       {@link dev.trellis.dialect.postgresql.PostgresqlNames}: the parts of the inspector.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDefinitions}: reads views, functions and the other definitions.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDefinitionCanonical}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlDefinitionProbe}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlProbeSchemas}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlPrerequisites}, {@link dev.trellis.dialect.postgresql.PostgresqlTrial}: the
 *       server's spelling of definitions.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlRecreation}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlDependencyQueries}: what depends on a column or a definition, and how it is
 *       created again.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlDefinitionText}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlSequenceOptions}, {@link dev.trellis.dialect.postgresql.PostgresqlDomain},
 *       {@link dev.trellis.dialect.postgresql.PostgresqlExtension}: CREATE statements as text, and the ALTER statements that
 *       lead from one to another.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlKeywords}: the names that need quotes.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlSerials}: the columns that a model declares as {@code serial}.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlSessionReset}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlKeptSession}, {@link
 *       dev.trellis.dialect.postgresql.PostgresqlResetStatements}: the reset of a script's session and of an application's
 *       session.
 *   <li>{@link dev.trellis.dialect.postgresql.PostgresqlSettings}: the settings on which the driver or Trellis's reading of
 *       SQL depends.
 *   <li>{@link dev.trellis.dialect.postgresql.ServerPreparedStatements}: statements that the server keeps prepared.
 * </ul>
 */
@NullMarked
package dev.trellis.dialect.postgresql;

import org.jspecify.annotations.NullMarked;
