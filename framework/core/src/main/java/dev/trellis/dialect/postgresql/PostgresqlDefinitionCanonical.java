package dev.trellis.dialect.postgresql;

import dev.trellis.dialect.Catalog;
import dev.trellis.dialect.Query;
import dev.trellis.dialect.RejectedExpression;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.Schema;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Converts desired definitions into the form in which {@link PostgresqlDefinitions} reads them back. A definition that equals
 * the actual one except for blanks, comments and letter case needs no server; the {@link PostgresqlDefinitionProbe} asks the
 * server about all others together.
 */
final class PostgresqlDefinitionCanonical {
    private static final String AVAILABLE_EXTENSION =
            "SELECT default_version, comment FROM pg_catalog.pg_available_extensions WHERE name = ?";

    private final Connection connection;
    private final String defaultSchema;
    private final Consumer<RejectedExpression> rejected;
    private final PostgresqlDdl ddl;

    PostgresqlDefinitionCanonical(
            PostgresqlDialect dialect,
            Connection connection,
            String defaultSchema,
            Consumer<RejectedExpression> rejected) {
        this.connection = connection;
        this.defaultSchema = defaultSchema;
        this.rejected = rejected;
        this.ddl = new PostgresqlDdl(dialect, Catalog.ofSchema(Schema.EMPTY), ignored -> {});
    }

    /**
     * Returns the canonical definitions of a schema; a definition without a text for PostgreSQL is left out.
     *
     * @param desired a schema whose tables are canonical
     */
    List<Definition> definitions(Schema desired, Schema actual) throws SQLException {
        List<Definition> canonical = new ArrayList<>();
        List<String> newExtensions = new ArrayList<>();
        Map<Definition, String> unmatched = new LinkedHashMap<>();
        Map<Definition, String> matched = new LinkedHashMap<>();
        for (Definition each : desired.definitions().values()) {
            if (each.sql().in(PostgresqlDialect.NAME) == null) {
                continue;
            }
            Definition local = local(each);
            String statement = ddl.createStatement(local).strip();
            Optional<Definition> counterpart = counterpart(local.name(), actual);
            if (local.kind() == DefinitionKind.EXTENSION) {
                canonical.add(extension(local, statement, counterpart));
                if (counterpart.isEmpty()) {
                    newExtensions.add(statement);
                }
            } else if (counterpart.isPresent()
                    && normalized(statement)
                            .equals(normalized(counterpart.get().sql().toString()))) {
                matched.put(local, statement);
                canonical.add(withComment(counterpart.get(), local.comment()));
            } else {
                unmatched.put(local, statement);
            }
        }
        if (!unmatched.isEmpty()) {
            PostgresqlDefinitionProbe probe =
                    new PostgresqlDefinitionProbe(connection, defaultSchema, newExtensions, ddl);
            canonical.addAll(laterSpelling(
                    probe, probe.spell(unmatched, matched, desired, actual, rejected), matched, desired, actual));
        }
        return canonical;
    }

    /**
     * Adopts the spelling of the actual definition where the server has stored the spelled definition a second time, after it
     * had to be created again because a column below it got another type.
     */
    private static List<Definition> laterSpelling(
            PostgresqlDefinitionProbe probe,
            List<Definition> spelled,
            Map<Definition, String> matched,
            Schema desired,
            Schema actual)
            throws SQLException {
        Map<Definition, String> differing = new LinkedHashMap<>();
        Map<Definition, String> known = new LinkedHashMap<>(matched);
        for (Definition each : spelled) {
            boolean differs = actual.definition(each.name())
                    .filter(definition -> !definition.sql().equals(each.sql()))
                    .isPresent();
            (differs ? differing : known).put(each, each.sql().toString());
        }
        if (differing.isEmpty()) {
            return spelled;
        }
        Map<DefinitionName, Definition> again = new LinkedHashMap<>();
        probe.spell(differing, known, desired, actual, alreadyReported -> {})
                .forEach(definition -> again.put(definition.name(), definition));
        return spelled.stream()
                .map(each -> actual.definition(each.name())
                        .filter(definition -> again.containsKey(each.name())
                                && again.get(each.name()).sql().equals(definition.sql()))
                        .map(definition -> each.withSql(definition.sql()))
                        .orElse(each))
                .toList();
    }

    private Definition local(Definition definition) {
        boolean isExtension = definition.kind() == DefinitionKind.EXTENSION;
        String comment = definition.comment();
        return new Definition(
                definition
                        .name()
                        .withNames(name -> isExtension
                                ? TableName.of(name.name())
                                : PostgresqlNames.withoutDefaultSchema(name, defaultSchema)),
                SqlText.of(String.valueOf(definition.sql().in(PostgresqlDialect.NAME))),
                comment == null || comment.isEmpty() ? null : comment);
    }

    private static Definition withComment(Definition definition, @Nullable String comment) {
        return new Definition(definition.name(), definition.sql(), comment);
    }

    /** Finds the actual definition of a name; a function whose arguments are not stated must be the only one of its name. */
    private static Optional<Definition> counterpart(DefinitionName name, Schema actual) {
        if (!name.kind().hasArguments() || name.arguments() != null) {
            return actual.definition(name);
        }
        List<Definition> overloads = actual.definitions().values().stream()
                .filter(each -> each.kind() == name.kind() && each.name().name().equals(name.name()))
                .toList();
        return overloads.size() == 1 ? Optional.of(overloads.get(0)) : Optional.empty();
    }

    /**
     * Returns the form of an extension: the version, the schema and the comment that the author does not state are those of
     * the existing extension, or else those that the server would choose.
     */
    private Definition extension(Definition desired, String statement, Optional<Definition> actual)
            throws SQLException {
        PostgresqlExtension stated = PostgresqlExtension.of(statement);
        Definition present = actual.isPresent() ? actual.get() : available(desired);
        PostgresqlExtension complete =
                stated.orElse(PostgresqlExtension.of(present.sql().toString()));
        return new Definition(
                desired.name(),
                SqlText.of(extension(desired.name().name().name(), complete)),
                desired.comment() == null ? present.comment() : desired.comment());
    }

    private static String extension(String name, PostgresqlExtension options) {
        return "CREATE EXTENSION " + PostgresqlDefinitionText.identifier(name)
                + (options.schema() == null
                        ? ""
                        : " WITH SCHEMA " + PostgresqlDefinitionText.identifier(options.schema()))
                + (options.version() == null ? "" : " VERSION " + PostgresqlDialect.text(options.version()));
    }

    /** Returns the extension as the server would create it, and reports an extension that the server does not have. */
    private Definition available(Definition desired) throws SQLException {
        String name = desired.name().name().name();
        List<Definition> available = new ArrayList<>();
        Query.each(
                connection,
                AVAILABLE_EXTENSION,
                List.of(name),
                row -> available.add(new Definition(
                        desired.name(),
                        SqlText.of(extension(name, new PostgresqlExtension(defaultSchema, row.getString(1)))),
                        row.getString(2))));
        if (available.isEmpty()) {
            rejected.accept(new RejectedExpression(
                    desired.name().name(),
                    RejectedExpression.Part.DEFINITION,
                    desired.name().describe(),
                    desired.sql().toString(),
                    "the server has no extension of this name"));
        }
        return available.isEmpty() ? desired : available.get(0);
    }

    /** Returns an equal text for statements that differ only in blanks, letter case, quotes and {@code OR REPLACE}. */
    static String normalized(String statement) {
        StringBuilder text = new StringBuilder();
        List<SqlToken> tokens = PostgresqlExpressions.tokens(statement);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (i > 0 && i < 3 && (token.is("or") || token.is("replace"))) {
                continue;
            }
            text.append(
                            switch (token.kind()) {
                                case STRING -> "'" + token.value() + "'";
                                case NAME -> token.value();
                                default -> token.text().toLowerCase(Locale.ROOT);
                            })
                    .append('\n');
        }
        return text.toString();
    }
}
