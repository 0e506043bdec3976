package dev.trellis.adopt.liquibase;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides by database, contexts and labels whether Liquibase would run a change set.
 *
 * @param database the short name of the database
 * @param contexts the contexts of the run, in lower case; if there are none, change sets of every context run
 * @param labels the expression that selects change sets by their labels; null if all run
 */
record ChangeFilter(
        String database, Set<String> contexts, @Nullable String labels) {

    /** Returns why a change set, or another element, is left out; null if it is used. */
    @Nullable
    String reason(ChangeNode node) {
        String databases = node.get("dbms");
        if (!runsOn(databases)) {
            return "it is for " + databases;
        }
        String context = node.getFirst("contextFilter", "context");
        if (!runsIn(context)) {
            return "its context is " + context;
        }
        String label = node.get("labels");
        return hasLabel(label) ? null : "its labels are " + label;
    }

    /** Returns whether a list of databases such as {@code postgresql, h2} or {@code !mysql} has the database. */
    boolean runsOn(@Nullable String databases) {
        if (databases == null || databases.isBlank()) {
            return true;
        }
        List<String> names = words(databases);
        if (names.contains("all") || names.isEmpty()) {
            return true;
        }
        if (names.contains("none") || names.contains("!" + database)) {
            return false;
        }
        return names.contains(database) || names.stream().allMatch(name -> name.startsWith("!"));
    }

    /** Returns whether the contexts of the run fit an expression such as {@code test and !europe}. */
    boolean runsIn(@Nullable String expression) {
        if (expression == null || expression.isBlank()) {
            return true;
        }
        return contexts.isEmpty()
                ? !expression.contains("@")
                : new Expression(expression.replace("@", ""), contexts).value();
    }

    private boolean hasLabel(@Nullable String own) {
        return labels == null
                || labels.isBlank()
                || own == null
                || own.isBlank()
                || new Expression(labels, Set.copyOf(words(own))).value();
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toList());
    }

    /** An expression of names, {@code and}, {@code or}, {@code not}, {@code !}, commas and parentheses. */
    private static final class Expression {
        private static final int MAX_DEPTH = 100;

        private final List<String> tokens;
        private final Set<String> values;
        private int position;
        private int depth;

        Expression(String text, Set<String> values) {
            this.tokens = Arrays.stream(text.toLowerCase(Locale.ROOT)
                            .replaceAll("([!(),])", " $1 ")
                            .strip()
                            .split("\\s+"))
                    .filter(token -> !token.isEmpty())
                    .toList();
            this.values = values;
        }

        boolean value() {
            boolean value = either();
            return value && position >= tokens.size();
        }

        private boolean either() {
            boolean value = both();
            while (accept("or") || accept(",")) {
                value |= both();
            }
            return value;
        }

        private boolean both() {
            boolean value = one();
            while (accept("and")) {
                value &= one();
            }
            return value;
        }

        private boolean one() {
            boolean negated = false;
            while (accept("not") || accept("!")) {
                negated = !negated;
            }
            if (accept("(")) {
                if (++depth > MAX_DEPTH) {
                    return false;
                }
                boolean value = either();
                accept(")");
                return value != negated;
            }
            boolean value = position < tokens.size() && values.contains(tokens.get(position));
            position++;
            return value != negated;
        }

        private boolean accept(String token) {
            if (position < tokens.size() && tokens.get(position).equals(token)) {
                position++;
                return true;
            }
            return false;
        }
    }
}
