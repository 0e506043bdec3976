package dev.trellis.dialect;

import dev.trellis.dialect.RejectedExpression.Part;
import dev.trellis.schema.Check;
import dev.trellis.schema.Column;
import dev.trellis.schema.Computed;
import dev.trellis.schema.DefaultValue;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.Index;
import dev.trellis.schema.PartitionBy;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a table that a database accepts, so that a comparison still gets the database's spelling of the valid
 * expressions if a model contains an invalid one. A database rejects the whole table for one invalid expression; this
 * class leaves out only the invalid expression. It tries the parts one after the other, each together with the parts that
 * the database has accepted so far: a column whose expression is rejected stays as a plain column, so that other
 * expressions can use it.
 */
public final class AcceptedParts {

    /** Tries whether the database accepts a table: creates the table and drops it again. */
    @FunctionalInterface
    public interface Trial {
        /**
         * Returns the database's message if it rejects the table; null if it accepts it.
         *
         * @throws SQLException if the connection is lost
         */
        @Nullable
        String rejection(Table table) throws SQLException;
    }

    private final String dialect;
    private final Table whole;
    private final Trial trial;
    private final List<RejectedExpression> rejected = new ArrayList<>();
    private Table accepted;

    private AcceptedParts(String dialect, Table whole, Trial trial) {
        this.dialect = dialect;
        this.whole = whole;
        this.trial = trial;
        this.accepted = Table.of(whole.name(), List.of());
    }

    /**
     * Tries a table and, if the database rejects the table, tries its parts one by one.
     *
     * @param dialect the dialect's name, by which an SQL text has a variant for each database
     */
    public static AcceptedParts of(String dialect, Table whole, Trial trial) throws SQLException {
        AcceptedParts parts = new AcceptedParts(dialect, whole, trial);
        if (trial.rejection(whole) == null) {
            parts.accepted = whole;
        } else {
            parts.tryColumns();
            parts.tryExpressions();
            parts.tryOptions();
        }
        return parts;
    }

    /** Returns the table without the rejected parts. */
    public Table table() {
        return accepted;
    }

    /** Returns the rejected parts. */
    public List<RejectedExpression> rejected() {
        return List.copyOf(rejected);
    }

    private void tryColumns() throws SQLException {
        List<Column> plain = whole.columns().stream()
                .map(column -> column.withDefault(null).withComputed(null).withOnUpdate(null))
                .toList();
        if (trial.rejection(accepted.withColumns(plain)) == null) {
            accepted = accepted.withColumns(plain);
            return;
        }
        for (Column column : plain) {
            List<Column> more = new ArrayList<>(accepted.columns());
            more.add(column);
            attempt(
                    accepted.withColumns(more),
                    Part.TYPE,
                    column.name(),
                    column.type().toString());
        }
    }

    private void tryExpressions() throws SQLException {
        for (Column column : whole.columns()) {
            DefaultValue value = column.defaultValue();
            if (value != null && accepted.column(column.name()).isPresent()) {
                String sql =
                        value instanceof DefaultValue.Expression expression ? text(expression.sql()) : value.toString();
                attempt(
                        with(column.name(), column.withComputed(null).withOnUpdate(null)),
                        Part.DEFAULT,
                        column.name(),
                        sql);
            }
        }
        for (Column column : whole.columns()) {
            Optional<Column> known = accepted.column(column.name());
            if (column.onUpdate() != null && known.isPresent()) {
                Column added = known.get().withOnUpdate(column.onUpdate());
                attempt(with(column.name(), added), Part.ON_UPDATE, column.name(), text(column.onUpdate()));
            }
        }
        for (Column column : whole.columns()) {
            Computed computed = column.computed();
            if (computed != null && accepted.column(column.name()).isPresent()) {
                attempt(with(column.name(), column), Part.COMPUTED, column.name(), text(computed.sql()));
            }
        }
        for (Check check : whole.checks()) {
            List<Check> more = new ArrayList<>(accepted.checks());
            more.add(check);
            attempt(accepted.withChecks(more), Part.CHECK, String.valueOf(check.name()), text(check.sql()));
        }
        for (Index index : whole.indexes()) {
            List<Index> more = new ArrayList<>(accepted.indexes());
            more.add(index);
            String sql = Stream.concat(
                            index.parts().stream().map(Index.Part::expression),
                            Stream.of(Optional.ofNullable(index.where()).orElse(SqlText.of(""))))
                    .filter(Objects::nonNull)
                    .map(this::text)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(", "));
            attempt(accepted.withIndexes(more), Part.INDEX, String.valueOf(index.name()), sql);
        }
    }

    private void tryOptions() throws SQLException {
        for (Exclude exclude : whole.options().excludes()) {
            List<Exclude> more = new ArrayList<>(accepted.options().excludes());
            more.add(exclude);
            attempt(
                    accepted.withOptions(accepted.options().withExcludes(more)),
                    Part.EXCLUDE,
                    exclude.name(),
                    exclude.elements().stream()
                            .map(element ->
                                    text(element.column(), element.expression()) + " WITH " + element.operator())
                            .collect(Collectors.joining(", ")));
        }
        PartitionBy key = whole.options().partitionBy();
        if (key != null) {
            attempt(
                    accepted.withOptions(accepted.options().withPartitionBy(key)),
                    Part.PARTITION_KEY,
                    whole.name().toString(),
                    key.parts().stream()
                            .map(part -> text(part.column(), part.expression()))
                            .collect(Collectors.joining(", ")));
        }
    }

    private Table with(String name, Column column) {
        return accepted.mapColumn(name, same -> column);
    }

    private void attempt(Table table, Part part, String name, String sql) throws SQLException {
        String message = trial.rejection(table);
        if (message == null) {
            accepted = table;
        } else {
            rejected.add(new RejectedExpression(whole.name(), part, name, sql, message));
        }
    }

    /** Returns the SQL of an element of a constraint or key: its column, or its expression. */
    private String text(@Nullable String column, @Nullable SqlText expression) {
        return expression == null ? String.valueOf(column) : text(expression);
    }

    private String text(SqlText sql) {
        return String.valueOf(sql.in(dialect));
    }

    /**
     * Returns the whole table, in which the accepted parts have the database's spelling.
     *
     * @param spelled the accepted table in the database's spelling
     */
    public Table restored(Table spelled) {
        return whole.withColumns(whole.columns().stream()
                        .map(column -> spelled.column(column.name())
                                .map(other -> restored(column, other))
                                .orElse(column))
                        .toList())
                .withChecks(whole.checks().stream()
                        .map(check -> spelled.checks().stream()
                                .filter(other -> Objects.equals(other.name(), check.name()))
                                .findFirst()
                                .orElse(check))
                        .toList())
                .withIndexes(whole.indexes().stream()
                        .map(index -> spelled.indexes().stream()
                                .filter(other -> Objects.equals(other.name(), index.name()))
                                .findFirst()
                                .orElse(index))
                        .toList());
    }

    private Column restored(Column column, Column spelled) {
        Column result = isRejected(Part.DEFAULT, column) ? spelled.withDefault(column.defaultValue()) : spelled;
        result = isRejected(Part.ON_UPDATE, column) ? result.withOnUpdate(column.onUpdate()) : result;
        return isRejected(Part.COMPUTED, column) ? result.withComputed(column.computed()) : result;
    }

    private boolean isRejected(Part part, Column column) {
        return rejected.stream()
                .anyMatch(each -> each.part() == part && each.name().equals(column.name()));
    }
}
