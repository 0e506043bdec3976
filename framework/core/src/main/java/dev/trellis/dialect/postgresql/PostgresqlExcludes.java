package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.internal.sql.SqlToken.Kind;
import dev.trellis.schema.Exclude;
import dev.trellis.schema.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** EXCLUDE constraints: as SQL, as the catalogue prints them, and in canonical form. */
final class PostgresqlExcludes {
    private PostgresqlExcludes() {}

    /**
     * Returns the definition without the name.
     *
     * @param quote quotes an identifier
     */
    static String clause(Exclude exclude, UnaryOperator<String> quote) {
        String method = PostgresqlCanonical.method(exclude.using());
        SqlText where = exclude.where();
        return "EXCLUDE "
                + (method == null ? "" : "USING " + quote.apply(method) + " ")
                + exclude.elements().stream()
                        .map(element -> element(element, quote))
                        .collect(Collectors.joining(", ", "(", ")"))
                + (where == null ? "" : " WHERE (" + PostgresqlExpressions.in(where) + ")")
                + (exclude.deferrable() ? " DEFERRABLE" : "")
                + (exclude.initiallyDeferred() ? " INITIALLY DEFERRED" : "");
    }

    private static String element(Exclude.Element element, UnaryOperator<String> quote) {
        SqlText expression = element.expression();
        String compared = expression != null
                ? "(" + PostgresqlExpressions.in(expression) + ")"
                : quote.apply(String.valueOf(element.column()));
        return compared + (element.opclass() == null ? "" : " " + element.opclass()) + " WITH " + element.operator();
    }

    /**
     * Reads a constraint.
     *
     * @param definition the result of {@code pg_get_constraintdef}: {@code EXCLUDE USING gist (room WITH =) WHERE (open)}
     */
    static Exclude read(String name, String definition, boolean deferrable, boolean deferred) {
        List<SqlToken> tokens = PostgresqlExpressions.tokens(definition);
        boolean hasMethod = tokens.get(1).is("using");
        String method = hasMethod ? tokens.get(2).value() : PostgresqlCanonical.DEFAULT_METHOD;
        int open = hasMethod ? 3 : 1;
        int close = SqlFragment.closing(tokens, open);
        String list =
                definition.substring(tokens.get(open).end(), tokens.get(close).start());
        List<Exclude.Element> elements = PostgresqlPartitions.items(list).stream()
                .map(PostgresqlExcludes::element)
                .toList();
        SqlText where = null;
        for (int i = close + 1; i + 1 < tokens.size() && where == null; i++) {
            if (tokens.get(i).is("where")) {
                int end = SqlFragment.closing(tokens, i + 1);
                where = SqlText.of(PostgresqlExpressions.asRead(definition.substring(
                        tokens.get(i + 1).end(), tokens.get(end).start())));
            }
        }
        return new Exclude(
                name,
                elements,
                method.equals(PostgresqlCanonical.DEFAULT_METHOD) ? null : method,
                where,
                deferrable,
                deferred);
    }

    private static Exclude.Element element(String text) {
        List<SqlToken> tokens = PostgresqlExpressions.tokens(text);
        int with = tokens.size() - 1;
        while (with > 0 && !tokens.get(with).is("with")) {
            with--;
        }
        String operator = text.substring(tokens.get(with).end()).strip();
        SqlToken first = tokens.get(0);
        boolean isColumn = first.kind() == Kind.NAME
                || (first.kind() == Kind.WORD
                        && (with == 1
                                || !(tokens.get(1).is("(") || tokens.get(1).is("."))));
        int end = isColumn ? 0 : closing(tokens);
        String opclass =
                text.substring(tokens.get(end).end(), tokens.get(with).start()).strip();
        return new Exclude.Element(
                isColumn ? first.value() : null,
                isColumn
                        ? null
                        : SqlText.of(PostgresqlExpressions.asRead(
                                text.substring(0, tokens.get(end).end()))),
                opclass.isEmpty() ? null : opclass,
                operator);
    }

    /** Returns the index of the parenthesis that ends an expression: {@code (a + b)} or {@code f(a)}. */
    private static int closing(List<SqlToken> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).is("(")) {
                return Math.min(SqlFragment.closing(tokens, i), tokens.size() - 1);
            }
        }
        return 0;
    }

    /** Returns the constraint without asking the server: everything except the spelling of expressions. */
    static Exclude canonical(Exclude exclude) {
        String method = PostgresqlCanonical.method(exclude.using());
        SqlText where = exclude.where();
        return new Exclude(
                exclude.name(),
                exclude.elements().stream()
                        .map(element -> element.expression() == null
                                ? element
                                : element.withExpression(bare(element.expression())))
                        .toList(),
                PostgresqlCanonical.DEFAULT_METHOD.equals(method) ? null : method,
                where == null ? null : bare(where),
                exclude.deferrable(),
                exclude.initiallyDeferred());
    }

    private static SqlText bare(SqlText sql) {
        return SqlText.of(PostgresqlExpressions.bare(PostgresqlExpressions.in(sql)));
    }

    /** Returns whether each SQL of the constraint is one expression. */
    static boolean isOne(Exclude exclude) {
        List<@Nullable SqlText> texts = new ArrayList<>();
        texts.add(exclude.where());
        exclude.elements().forEach(element -> texts.add(element.expression()));
        return texts.stream().allMatch(sql -> sql == null || PostgresqlExpressions.isOne(PostgresqlExpressions.in(sql)))
                && exclude.elements().stream()
                        .allMatch(
                                element -> element.opclass() == null || PostgresqlExpressions.isOne(element.opclass()));
    }
}
