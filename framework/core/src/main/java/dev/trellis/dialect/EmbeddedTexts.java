package dev.trellis.dialect;

import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.DefinitionStatement;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.EmbeddedSql;
import dev.trellis.internal.sql.ExecutableComments;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.CreateDefinition;
import dev.trellis.operation.Operation;
import dev.trellis.operation.ReplaceDefinition;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The check of the SQL in operations and models that becomes a part of a statement, such as a default or a condition.
 * Trellis checks this SQL before anything runs: each text must be one expression, type or operator class, and must not end
 * the statement that contains it.
 */
public final class EmbeddedTexts {
    private EmbeddedTexts() {}

    /**
     * Returns the problem of the first text in an operation that cannot become a part of a statement; empty if there is
     * none.
     */
    public static Optional<Problem> findMalformed(Operation operation, Dialect dialect) {
        return findMalformed(SqlTextCollector.in(operation, dialect.name()), dialect, "")
                .or(() -> findMalformedDefinition(operation, dialect));
    }

    private static Optional<Problem> findMalformedDefinition(Operation operation, Dialect dialect) {
        if (operation instanceof CreateDefinition create) {
            return findMalformed(create.definition(), dialect);
        }
        if (operation instanceof ReplaceDefinition replace) {
            return findMalformed(replace.definition(), dialect);
        }
        return operation instanceof Autocommit autocommit
                ? autocommit.operations().stream()
                        .flatMap(each -> findMalformedDefinition(each, dialect).stream())
                        .findFirst()
                : Optional.empty();
    }

    /** Returns the problem of a text that is not one statement which creates the declared object; empty if it is. */
    private static Optional<Problem> findMalformed(Definition definition, Dialect dialect) {
        String sql = definition.sql().in(dialect.name());
        String why = sql == null ? null : problem(definition.name(), sql, dialect);
        return why == null
                ? Optional.empty()
                : Optional.of(SqlException.malformedDefinition(definition.name().describe(), why));
    }

    private static @Nullable String problem(DefinitionName name, String sql, Dialect dialect) {
        if (sql.isBlank()) {
            return name.kind().needsSql() ? "it is empty" : null;
        }
        String problem = DefinitionText.problem(name.kind().words(), sql, dialect.syntax());
        return problem == null
                ? ExecutableComments.readings(sql, dialect.syntax()).stream()
                        .map(reading -> mismatch(name, reading, dialect))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : problem;
    }

    /** Returns the reason why a statement creates another object than the declared one; null if there is none. */
    private static @Nullable String mismatch(DefinitionName name, String sql, Dialect dialect) {
        boolean isComplete = DefinitionText.isComplete(sql, dialect.syntax());
        DefinitionStatement statement = DefinitionStatement.parse(
                isComplete ? sql : "create " + name.kind().words() + " x " + sql, dialect.syntax());
        if (statement == null) {
            return null;
        }
        if (isComplete && !isSame(dialect.parseTableName(statement.name()), name.name())) {
            return "it creates the " + statement.kind() + " " + statement.name();
        }
        boolean isOtherTable = name.table() != null
                && statement.table() != null
                && !isSame(dialect.parseTableName(statement.table()), name.table());
        return isOtherTable ? "it creates the " + statement.kind() + " on table " + statement.table() : null;
    }

    /** Returns whether two names may mean the same object: a missing schema is the default schema, which is not known. */
    private static boolean isSame(TableName written, TableName declared) {
        return written.name().equalsIgnoreCase(declared.name())
                && (written.schema() == null
                        || declared.schema() == null
                        || written.schema().equalsIgnoreCase(declared.schema()));
    }

    /**
     * Returns the problem of the first text that cannot become a part of a statement; empty if there is none.
     *
     * @param place the location of the texts, which the message gives after the name of a text; empty if the caller adds the
     *     location
     */
    private static Optional<Problem> findMalformed(List<SqlTextCollector.Text> texts, Dialect dialect, String place) {
        for (SqlTextCollector.Text text : texts) {
            String problem = EmbeddedSql.problem(text.sql(), text.form(), dialect.syntax());
            if (problem != null) {
                return Optional.of(SqlException.malformed(text.what() + place, text.form(), problem));
            }
        }
        return Optional.empty();
    }

    /**
     * Requires that all SQL texts in the operations can become parts of statements.
     *
     * @throws TrellisException {@code malformed_sql}
     */
    static void require(List<Operation> operations, Dialect dialect) {
        for (Operation operation : operations) {
            findMalformed(operation, dialect).ifPresent(EmbeddedTexts::fail);
        }
    }

    /**
     * Requires that all SQL texts in a schema can become parts of statements.
     *
     * @throws TrellisException {@code malformed_sql}
     */
    public static void require(Schema schema, Dialect dialect) {
        schema.tables()
                .values()
                .forEach(table -> findMalformed(
                                SqlTextCollector.in(table, dialect.name()),
                                dialect,
                                " of table '" + table.name() + "' in the model")
                        .ifPresent(EmbeddedTexts::fail));
        schema.definitions().values().forEach(definition -> requireDefinition(definition, dialect));
    }

    private static void requireDefinition(Definition definition, Dialect dialect) {
        findMalformed(definition, dialect).ifPresent(EmbeddedTexts::fail);
        if (definition.sql().in(dialect.name()) != null
                && !dialect.definitionKinds().contains(definition.kind())) {
            throw DialectException.unsupported(
                    dialect.name(),
                    new CreateDefinition(definition),
                    "it has no objects of the kind '" + definition.kind().words() + "'",
                    "Write the SQL by dialect, without '" + dialect.name() + "' and 'default'.");
        }
    }

    private static void fail(Problem malformed) {
        throw new SqlException(malformed);
    }
}
