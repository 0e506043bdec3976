package dev.trellis.dialect.sqlite;

import java.util.stream.Stream;
import dev.trellis.dialect.Throwaway;
import dev.trellis.dialect.Capabilities;
import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Command;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.Triggers;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Schema;
import dev.trellis.schema.Table;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** SQLite 3.35 and later. */
public final class SqliteDialect implements Dialect {
    static final String NAME = "sqlite";

    private static final String PREFIX = "jdbc:sqlite:";

    private static final Capabilities CAPABILITIES =
            new Capabilities(true, false, false, false, true, Integer.MAX_VALUE);

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean accepts(String url) {
        return url.toLowerCase(Locale.ROOT).startsWith(PREFIX);
    }

    @Override
    public String driverClass() {
        return "org.sqlite.JDBC";
    }

    @Override
    public String resolve(String url, Path folder) {
        String file = url.substring(PREFIX.length());
        boolean relative = !file.isEmpty()
                && !file.startsWith(":")
                && !file.startsWith("file:")
                && !Path.of(file.replaceAll("\\?.*", "")).isAbsolute();
        return relative ? PREFIX + folder.resolve(file) : url;
    }

    @Override
    public List<Throwaway> throwaways(String url, String name) {
        Path folder = Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath();
        List<Path> files = Stream.of("", "-journal", "-wal", "-shm")
                .map(suffix -> folder.resolve(name + ".db" + suffix))
                .toList();
        return List.of(Throwaway.local(PREFIX + files.get(0), files));
    }

    @Override
    public SqlSyntax syntax() {
        return SqlSyntax.SQLITE;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public String quote(String identifier) {
        return quoted(identifier);
    }

    /**
     * Quoted only where it must be: SQLite takes a name in double quotes that it does not know for a text, so a bare name
     * is the safer one.
     */
    static String quoted(String name) {
        return isPlain(name) && !Keywords.contains(name) ? name : '"' + name.replace("\"", "\"\"") + '"';
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            boolean letter = (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') || each == '_';
            if (!letter && (i == 0 || each < '0' || each > '9')) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    @Override
    public String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        if (value instanceof Boolean yes) {
            return yes ? "1" : "0";
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        String text = "'" + value.toString().replace("'", "''") + "'";
        return text.indexOf('\0') < 0 ? text : "(" + text.replace("\0", "' || char(0) || '") + ")";
    }

    /**
     * Foreign keys are off for the connection: a table that is rebuilt is dropped in between, and that must not reach the
     * rows that refer to it. Whatever a migration would break is looked for afterwards.
     */
    @Override
    public List<String> settings() {
        return List.of("PRAGMA foreign_keys = OFF", "PRAGMA legacy_alter_table = OFF");
    }

    @Override
    public List<String> shellPrelude() {
        return List.of(".bail on", "PRAGMA foreign_keys = OFF;", "PRAGMA legacy_alter_table = OFF;");
    }

    @Override
    public void compile(List<Operation> operations, Catalog catalog, Consumer<Command> sink) {
        new SqliteDdl(this, catalog, sink).compile(operations);
    }

    @Override
    public Catalog catalog(Connection connection) {
        return new SqliteCatalog(connection);
    }

    @Override
    public Schema inspect(Connection connection, List<String> schemas) throws SQLException {
        return SqliteInspector.inspect(connection, schemas);
    }

    @Override
    public Map<TableName, Map<String, String>> triggers(Connection connection) throws SQLException {
        return Triggers.read(connection, "SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'");
    }

    @Override
    public Table canonical(Table table) {
        return SqliteCanonical.table(table);
    }

    @Override
    public Schema canonical(Connection connection, Schema desired, Schema actual) {
        return SqliteCanonical.schema(desired, actual);
    }
}
