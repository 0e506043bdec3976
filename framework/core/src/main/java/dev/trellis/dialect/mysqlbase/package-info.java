/**
 * The common part of the dialects for MariaDB and MySQL. It is not a dialect: where the two servers differ, a method is
 * abstract or can be overridden, and {@code dialect.mariadb} and {@code dialect.mysql} contain only the differences. The
 * classes are public because two packages use them; they are not meant for other dialects.
 *
 * <p>The nine classes that {@code dev.trellis.dialect} lists for every dialect: {@code MysqlBaseDialect},
 * {@code MysqlBaseDdl}, {@code MysqlBaseTypes}, {@code MysqlBaseInspector}, {@code MysqlBaseCatalog},
 * {@code MysqlBaseCanonical}, {@code MysqlBaseLock}, {@code MysqlBaseCatalogEntry} and {@code MysqlBaseStructure}. In
 * addition:
 *
 * <ul>
 *   <li>{@code MysqlBaseSql}: the parts of statements, such as column and index definitions;
 *   <li>{@code MysqlBaseKeyDdl}: the operations on keys, indexes and constraints;
 *   <li>{@code MysqlBaseAlterTable}: collects the clauses of one ALTER TABLE;
 *   <li>{@code ForeignKeyRecreation}: drops and recreates the foreign keys that block a change of type;
 *   <li>{@code MysqlBaseKeys}: keys, and the indexes that the server creates implicitly;
 *   <li>{@code MysqlBaseDdlImpact}: the changes that rewrite a table, for {@code lint};
 *   <li>{@code MysqlBaseCatalogReader}: reads a database once, for the inspector;
 *   <li>{@code MysqlBaseNormalization}: asks the server for its spelling of expressions;
 *   <li>{@code MysqlBaseErrors}: error codes;
 *   <li>{@code SessionVariables}: session variables;
 *   <li>{@code SessionStatements}: statements that change how the rest of a session works;
 *   <li>{@code MysqlBaseKeptSession}: restores the session of an application's connection;
 *   <li>{@code IndexOptions}: the options of indexes that a schema does not contain;
 *   <li>{@code MysqlBaseTableOptions}: the options of tables, which {@code MysqlBaseOptionReader} reads, and {@code
 *       MysqlBaseOptionCanonical} compares with the help of {@code PartitionText} and {@code TableCollations};
 *   <li>{@code ShowCreate}: runs {@code SHOW CREATE};
 *   <li>{@code MysqlBaseTokens}: the tokens of SQL, by the tokenizer that all dialects share.
 * </ul>
 *
 * <p>DDL commits implicitly, so an operation becomes one statement wherever the server allows that: a table is created with
 * its indexes and comments, and a column is dropped together with the objects that need it. Clauses of a column that a schema
 * does not contain ({@code INVISIBLE}, a CHECK of the column) are read from the server when the column is redefined; an
 * offline script cannot contain them.
 *
 * <p>Every foreign key needs an index that starts with the columns of the key. If no other index does, the server creates
 * one under the foreign key's name. Such an implicit index is not part of an inspected schema; it is created and dropped
 * together with the objects that make it necessary.
 *
 * <p>The database cannot tell the following apart, so they are never a difference: the names of primary keys; RESTRICT and NO
 * ACTION; a unique constraint and a unique index on plain columns (inspected as the constraint); the start of
 * AUTO_INCREMENT; a literal and an expression that the server reduces to one ({@code DEFAULT (-1)}); the name of an
 * enumeration; {@code timestamp} and {@code timestamptz}, which are both {@code datetime}. A name may have 64 characters,
 * whatever their length in bytes; names from the naming convention are kept within 64 bytes. A name that contains a character
 * beyond U+FFFF or ends with white space is illegal. A comment or a value of an enumeration with such a character is rejected,
 * because the catalogue would store a question mark. The server removes trailing blanks from the values of an enumeration.
 *
 * <p>Definitions: {@code MysqlBaseDefinitions} reads views, routines, triggers and sequences in bulk, without DEFINER and
 * without the name of the database. {@code MysqlBaseDefinitionCanonical} compares a routine, trigger or sequence by its tokens
 * ({@code CreateText}, {@code RoutineHeader}, {@code SequenceOptions}), because the server stores the text of the author. It
 * creates a view under another name to learn how the server prints it, on {@code MysqlBaseProbeTables} if a table is going to
 * change. An EXPLAIN would leave no trace, but shows the query after its optimization, which differs for equal meanings and is
 * equal for different ones. {@code MysqlBaseDependents} finds the views and triggers that keep the old name after a rename.
 *
 * <p>The identity of a table is the time of the table's creation, to the second (see {@code MysqlBaseStructure}). Every
 * ALTER of the table changes the identity, even an ALTER that restores the former definition. TRUNCATE does not change the
 * identity, and Trellis recognizes an OPTIMIZE in a script. Session variables that raw SQL sets, such as
 * {@code ANSI_QUOTES}, do not affect the snapshot, and Trellis restores them after the revision. A comparison needs the
 * privilege CREATE TEMPORARY TABLES if only the server knows its spelling of an expression, and reports
 * {@code missing_privilege} otherwise; nothing needs PROCESS or SUPER.
 */
@NullMarked
package dev.trellis.dialect.mysqlbase;

import org.jspecify.annotations.NullMarked;
