/**
 * The dialect for MySQL 8.0.19 and later: the differences from {@code dialect.mysqlbase}, which contains the code that
 * MariaDB and MySQL share, including the canonical form, the lock, the definition and the structure.
 *
 * <p>Of the nine classes that {@code dev.trellis.dialect} lists for every dialect, this package has
 * {@code MysqlDialect}, {@code MysqlDdl}, {@code MysqlTypes}, {@code MysqlInspector}
 * and {@code MysqlCatalog}; the other four are those of {@code mysqlbase}. In addition:
 *
 * <ul>
 *   <li>{@code MysqlColumnRename}: the objects that must be recreated when a column is renamed;
 *   <li>{@code MysqlNormalization}: removes the server's additions to expressions;
 *   <li>{@code RoutineGrant}: the grants that a replacement of a routine restores;
 *   <li>{@code MysqlBytes}: decodes the defaults of binary columns.
 * </ul>
 *
 * <p>A {@code uuid} is a {@code char(36)}, which fits the values of {@code UUID()} and of Java; SQLAlchemy's
 * {@code char(32)} cannot hold the hyphens. The name of a CHECK is unique in the database. An index on a text column
 * needs a length, and the column's default must be an expression. Columns and indexes have no IF EXISTS, so the dialect
 * looks the column or index up in the catalogue or, for an offline script, in the schema that the earlier scripts
 * produce. The server rejects renaming a column that a CHECK or an indexed expression uses, so the same statement drops
 * and recreates the CHECK or the index. {@code max_execution_time} limits SELECT only, so a {@code statement_timeout} is
 * not enforced for every statement.
 *
 * <p>A section or key for {@code mariadb} in a script does not apply to MySQL, which uses {@code mysql} or else
 * {@code default}.
 */
@NullMarked
package dev.trellis.dialect.mysql;

import org.jspecify.annotations.NullMarked;
