package dev.trellis.internal.update;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.lint.SqlOperations;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlDataLoss;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.operation.AddColumn;
import dev.trellis.operation.DropColumn;
import dev.trellis.operation.DropDefinition;
import dev.trellis.operation.DropTable;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.report.UpdateEffect;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.sql.ObjectKind;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The effects of raw SQL on a schema, as far as its text shows them.
 *
 * @param operations the operations with the same effect
 * @param created the names of the objects that the SQL creates, which the operations do not contain
 * @param createsTables whether the SQL creates a table, so that later operations may name a table that the schema lacks
 * @param effects the effects that no operation expresses: changes of rows, and changes that are not understood
 */
record RawSql(List<Operation> operations, List<TableName> created, boolean createsTables, List<SchemaChange> effects) {
    /** The words of an ALTER statement that does more than add columns. */
    private static final Set<String> STRICT = Set.of(
            "drop",
            "rename",
            "modify",
            "change",
            "constraint",
            "unique",
            "check",
            "foreign",
            "primary",
            "set",
            "alter",
            "partition",
            "owner",
            "disable",
            "enable",
            "convert",
            "references");

    private static final Set<String> CHANGES_ROWS =
            Set.of("insert", "update", "delete", "replace", "merge", "truncate", "copy", "load");

    static RawSql of(ExecuteSql execute, Dialect dialect, Schema before) {
        RawSql raw = new RawSql(new ArrayList<>(), new ArrayList<>(), false, new ArrayList<>());
        boolean createsTables = false;
        for (String statement : SqlOperations.statements(execute, dialect)) {
            createsTables |= raw.read(statement, dialect, before);
        }
        return new RawSql(raw.operations, raw.created, createsTables, raw.effects);
    }

    /** Reads a statement, and returns whether it creates a table. */
    private boolean read(String statement, Dialect dialect, Schema before) {
        StatementSummary summary = StatementParser.parse(statement, dialect.syntax());
        List<SqlToken> tokens = SqlFragment.tokens(statement, dialect.syntax());
        Set<String> words = DefinitionText.words(statement, dialect.syntax());
        if (summary instanceof StatementSummary.Rows || isFirst(tokens, CHANGES_ROWS)) {
            if (words.stream().anyMatch(CHANGES_ROWS::contains)) {
                changesRows(words, before, statement);
            }
            return false;
        }
        if (summary instanceof StatementSummary.Maintenance || summary instanceof StatementSummary.Comment) {
            return false;
        }
        List<Operation> derived = new ArrayList<>(
                SqlOperations.of(new ExecuteSql(new SqlText(Map.of(dialect.name(), statement))), dialect, before));
        for (SqlDataLoss loss : SqlDataLoss.in(statement, dialect.syntax())) {
            TableName table = dialect.parseTableName(loss.name());
            String column = loss.column();
            if (loss.kind() == SqlDataLoss.Kind.TABLE) {
                derived.add(new DropTable(table));
            } else if (loss.kind() == SqlDataLoss.Kind.COLUMN && column != null) {
                derived.add(new DropColumn(table, dialect.parseTableName(column).name()));
            }
        }
        operations.addAll(derived);
        if (summary instanceof StatementSummary.Create create && !create.replaces()) {
            List<TableName> names =
                    create.names().stream().map(dialect::parseTableName).toList();
            created.addAll(
                    create.kind() == ObjectKind.INDEX || create.kind() == ObjectKind.TRIGGER ? List.of() : names);
            if (create.kind() == ObjectKind.TRIGGER) {
                unknown(words, statement);
            }
            return create.kind() == ObjectKind.TABLE;
        }
        if (summary instanceof StatementSummary.Drop drop && drop.kind() == ObjectKind.VIEW) {
            for (String name : drop.names()) {
                operations.add(
                        new DropDefinition(DefinitionName.of(DefinitionKind.VIEW, dialect.parseTableName(name))));
            }
        }
        boolean isOneColumn = derived.size() == 1
                && derived.get(0) instanceof DropColumn
                && tokens.stream().noneMatch(token -> token.is(","));
        boolean isUnderstood = !derived.isEmpty()
                && (isOneColumn
                        || derived.stream().allMatch(DropTable.class::isInstance)
                        || (derived.stream().allMatch(AddColumn.class::isInstance)
                                && tokens.stream().skip(1).noneMatch(token -> isOneOf(token, STRICT))));
        if (!isUnderstood) {
            unknown(words, statement);
        }
        return false;
    }

    private static boolean isFirst(List<SqlToken> tokens, Set<String> words) {
        return !tokens.isEmpty() && isOneOf(tokens.get(0), words);
    }

    private static boolean isOneOf(SqlToken token, Set<String> words) {
        return words.stream().anyMatch(token::is);
    }

    private void changesRows(Set<String> words, Schema before, String statement) {
        for (TableName table : before.tables().keySet()) {
            if (words.contains(table.name().toLowerCase(Locale.ROOT))) {
                effects.add(new SchemaChange(
                        UpdateEffect.ROWS_CHANGED,
                        table,
                        words,
                        "SQL changes or reads rows of table " + table + ": " + excerpt(statement)));
            }
        }
    }

    private void unknown(Set<String> words, String statement) {
        effects.add(new SchemaChange(
                UpdateEffect.UNKNOWN_EFFECT, null, words, "SQL runs whose effect is not known: " + excerpt(statement)));
    }

    private static String excerpt(String statement) {
        String line = statement.strip().replaceAll("\\s+", " ");
        return line.length() <= 80 ? line : line.substring(0, 77) + "...";
    }
}
