package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlToken;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The options of a {@code CREATE EXTENSION} statement.
 *
 * @param schema null if the statement does not name a schema
 * @param version null if the statement does not name a version
 */
record PostgresqlExtension(
        @Nullable String schema, @Nullable String version) {

    static PostgresqlExtension of(String statement) {
        List<SqlToken> tokens = PostgresqlExpressions.tokens(statement);
        String schema = null;
        String version = null;
        for (int i = PostgresqlDefinitionText.afterName(tokens, "extension"); i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("schema")) {
                schema = name(tokens.get(++i));
            } else if (tokens.get(i).is("version")) {
                version = name(tokens.get(++i));
            }
        }
        return new PostgresqlExtension(schema, version);
    }

    private static String name(SqlToken token) {
        return token.kind() == SqlToken.Kind.WORD ? token.text().toLowerCase(Locale.ROOT) : token.value();
    }

    /** Returns these options, and those of another statement where this one has none. */
    PostgresqlExtension orElse(PostgresqlExtension other) {
        return new PostgresqlExtension(
                schema == null ? other.schema : schema, version == null ? other.version : version);
    }
}
