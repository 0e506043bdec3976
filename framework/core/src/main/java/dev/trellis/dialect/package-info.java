/**
 * The interface to a database. Everything that differs between databases is behind {@link dev.trellis.dialect.Dialect}: the
 * SQL of an operation, the catalogue, the lock, the kinds of errors. The rest of Trellis asks for a capability and never for
 * a dialect by name.
 *
 * <h2>Writing a dialect</h2>
 *
 * Start with these classes, in this order, replacing {@code Oracle} by the database's name.
 *
 * <ol>
 *   <li>{@code OracleDialect implements Dialect}: the methods without a default. Choose the {@link
 *       dev.trellis.dialect.Capabilities}.
 *   <li>{@code OracleTypes}: the SQL of each portable type, and the portable type of each type in the catalogue.
 *   <li>{@code OracleDdl extends StandardDdl}: overrides the operations and parts whose SQL differs.
 *       {@link dev.trellis.dialect.StandardDdl} is standard SQL; {@link dev.trellis.dialect.DialectException} reports an
 *       operation that the database cannot perform and suggests a replacement.
 *   <li>{@code OracleInspector}: reads tables from the catalogue with {@link dev.trellis.dialect.Query}.
 *   <li>{@code OracleCatalog implements Catalog}: reads one table when a compilation asks for it.
 *   <li>{@code OracleCanonical}: turns a desired table into the form that the inspector returns.
 *   <li>{@code OracleLock implements SessionLock}: needed if several processes may upgrade at the same time.
 *   <li>{@code OracleCatalogEntry}: the text by which Trellis finds out whether an interrupted statement took effect; needed if
 *       DDL commits implicitly.
 *   <li>{@code OracleStructure}: fills a {@link dev.trellis.dialect.CatalogSnapshot}, by which Trellis detects changes to
 *       protected tables.
 * </ol>
 *
 * A plugin contributes the dialect. The contract suite in {@code trellis-testkit} tests it on a real database; its own tests
 * contain a complete example, a dialect for HSQLDB in six small classes.
 *
 * <p>The packages below this one contain the dialects that come with Trellis. Each has the classes listed above. The packages
 * do not import one another, except {@code mysqlbase}: MariaDB and MySQL share four of its classes. The built-in dialects are
 * listed in {@code internal.workspace.Dialects}.
 *
 * <p>This package also contains small classes that several dialects use: {@link dev.trellis.dialect.Identifiers},
 * {@link dev.trellis.dialect.QualifiedNameParser}, {@link dev.trellis.dialect.UrlParameters},
 * {@link dev.trellis.dialect.Decimals}, {@link dev.trellis.dialect.ColumnNameCase}, and for definitions
 * {@link dev.trellis.dialect.CreateStatement}, {@link dev.trellis.dialect.RenamedReferences} and
 * {@link dev.trellis.dialect.RecreatedDefinitions}.
 */
@NullMarked
package dev.trellis.dialect;

import org.jspecify.annotations.NullMarked;
