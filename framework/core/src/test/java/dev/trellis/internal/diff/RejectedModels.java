package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dialect.DialectException;
import dev.trellis.testbed.TestDatabase.Kind;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the random models that a database rejects, by reason. A rejection for an unknown reason, or a number of rejections
 * far above that of the known causes, is a sign of broken DDL.
 */
final class RejectedModels {
    /** The number of rejections that is allowed in addition to the known share, for runs with few models. */
    private static final int SLACK = 2;

    /**
     * The known reasons: raw SQL and defaults in random models that not every database accepts. The values are the largest
     * allowed share in percent; the measured shares are about half of them.
     */
    private static final Map<Kind, Map<String, Integer>> KNOWN = Map.of(
            Kind.SQLITE, Map.of("null SQL error or missing database", 8),
            Kind.H2, Map.of("22030 Value not permitted for column", 35),
            Kind.POSTGRESQL, Map.of("22P02 ERROR invalid input value for", 8),
            Kind.MARIADB, Map.of("unsupported", 8),
            Kind.MYSQL, Map.of("42000 You have an error in", 12, "HY000 An expression of non-boolean type", 8));

    private final Map<Kind, Map<String, Integer>> counts = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> tried = new EnumMap<>(Kind.class);

    /** Counts a model that a database is asked to accept. */
    synchronized void tried(Kind kind) {
        tried.merge(kind, 1, Integer::sum);
    }

    /** Counts a model whose DDL failed. */
    synchronized void rejected(Kind kind, SQLException cause) {
        add(kind, cause.getSQLState() + " " + firstWords(String.valueOf(cause.getMessage())));
    }

    /** Counts a model with a change that the dialect reports as unsupported. */
    synchronized void rejected(Kind kind, DialectException cause) {
        add(kind, cause.name());
    }

    private void add(Kind kind, String reason) {
        counts.computeIfAbsent(kind, none -> new TreeMap<>()).merge(reason, 1, Integer::sum);
    }

    /** Returns the first words of a message, which contain no names of tables and columns. */
    private static String firstWords(String message) {
        String text = message.replaceAll("\\([^)]*\\)|\"[^\"]*\"|'[^']*'|`[^`]*`|\\[[^\\]]*\\]|[0-9]+", " ")
                .strip();
        return String.join(" ", Arrays.stream(text.split("[\\s:;.]+")).limit(5).toList());
    }

    /** Checks that the reasons are known, and that none is more frequent than allowed. */
    synchronized void requireKnown() {
        counts.forEach((kind, reasons) -> reasons.forEach((reason, count) -> {
            int percent = KNOWN.getOrDefault(kind, Map.of()).getOrDefault(reason, -1);
            int allowed = percent < 0 ? 0 : SLACK + tried.getOrDefault(kind, 0) * percent / 100;
            assertTrue(count <= allowed, () -> "more models rejected than known: " + this);
        }));
    }

    @Override
    public synchronized String toString() {
        List<String> lines = new ArrayList<>();
        counts.forEach((kind, reasons) -> reasons.forEach((reason, count) ->
                lines.add(kind + ": " + reason + ": " + count + " of " + tried.getOrDefault(kind, 0))));
        return String.join(System.lineSeparator(), lines);
    }
}
