package dev.trellis.dialect;

import dev.trellis.dialect.TableLock.Blocks;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.BulkInsert;
import dev.trellis.operation.CreateTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.RenameTable;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The tables that a statement of a script changes or refers to, from which dialects derive the locks that the statement
 * takes.
 */
public final class LockForecast {
    private final CompiledStatement statement;
    private final List<SqlToken> tokens;
    private final StatementSummary summary;

    private LockForecast(CompiledStatement statement, SqlSyntax syntax) {
        this.statement = statement;
        this.tokens = SqlFragment.tokens(statement.sql(), syntax);
        this.summary = StatementParser.parse(statement.sql(), syntax);
    }

    /** Reads a statement. */
    public static LockForecast of(CompiledStatement statement, SqlSyntax syntax) {
        return new LockForecast(statement, syntax);
    }

    /** Returns whether the statement changes the structure of tables. */
    public boolean isDefinition() {
        return summary instanceof StatementSummary.DataDefinition || summary instanceof StatementSummary.Comment;
    }

    /** Returns the tables whose structure the statement changes and that exist before the statement runs. */
    public Set<String> changed() {
        Set<String> tables = new LinkedHashSet<>();
        if (startsWith("truncate") && tokens.size() > 1) {
            tables.add(nameAt(tokens.get(1).is("table") ? 2 : 1));
        }
        if (!isDefinition()) {
            return tables;
        }
        summary.changedTables().forEach(name -> tables.add(unquoted(name)));
        boolean isNamedByOperation = tables.isEmpty()
                && !(statement.origin() instanceof CreateTable
                        || statement.origin() instanceof ExecuteSql
                        || statement.origin() instanceof BulkInsert
                        || statement.origin() instanceof RenameTable);
        if (isNamedByOperation) {
            statement.origin().tables().stream().map(TableName::toString).forEach(tables::add);
        }
        return tables;
    }

    /** Returns the tables that a foreign key in the statement refers to. */
    public Set<String> referred() {
        Set<String> tables = new LinkedHashSet<>();
        for (int i = 0; isDefinition() && i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("references")) {
                tables.add(nameAt(i + 1));
            }
        }
        return tables;
    }

    private String nameAt(int index) {
        if (index >= tokens.size()) {
            return "";
        }
        StringBuilder name = new StringBuilder(tokens.get(index).value());
        for (int i = index + 1; i + 1 < tokens.size() && tokens.get(i).is("."); i += 2) {
            name.append('.').append(tokens.get(i + 1).value());
        }
        return name.toString();
    }

    /** Returns whether the statement contains the words one directly after the other; words within string literals do not count. */
    public boolean contains(String... words) {
        for (int i = 0; i + words.length <= tokens.size(); i++) {
            boolean matches = true;
            for (int j = 0; j < words.length && matches; j++) {
                matches = tokens.get(i + j).is(words[j]);
            }
            if (matches) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether the statement begins with the words. */
    public boolean startsWith(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (i >= tokens.size() || !tokens.get(i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    /** Returns a lock of one mode on each of the tables. */
    public static List<TableLock> on(Set<String> tables, String mode, Blocks blocks) {
        List<TableLock> locks = new ArrayList<>();
        tables.forEach(table -> locks.add(new TableLock(table, mode, blocks)));
        return locks;
    }

    private static String unquoted(String name) {
        return QualifiedNameParser.parse(name, plain -> plain).toString();
    }
}
