package dev.trellis.cli;

import dev.trellis.dialect.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The error names that the sources can produce: whatever is passed to {@code Problem.of} as a name. An expression that is
 * not understood is an error, so that no name can be overlooked.
 */
final class ErrorNames {
    private static final Pattern PROBLEM = Pattern.compile("\\bProblem\\.of\\(\\s*([^,]+?)\\s*,");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z][a-z0-9_]*)\"");
    private static final Pattern CONSTANT = Pattern.compile("(?:\\w+\\.)?([A-Z][A-Z0-9_]*)");
    private static final Pattern COPY = Pattern.compile("\\w*[pP]roblem(?:\\(\\))?\\.name\\(\\)");
    private static final Pattern PARAMETER = Pattern.compile("[a-z]\\w*");

    private final List<String> sources;

    ErrorNames(List<String> sources) {
        this.sources = sources.stream()
                .map(source -> source.replaceAll("(?s)/\\*.*?\\*/", ""))
                .toList();
    }

    /** The names in all main sources below a folder. */
    static Set<String> below(Path project) throws IOException {
        try (Stream<Path> files = Files.walk(project)) {
            List<Path> sources = files.filter(
                            file -> file.toString().replace('\\', '/').contains("/src/main/java/")
                                    && file.toString().endsWith(".java"))
                    .toList();
            List<String> texts = new ArrayList<>();
            for (Path source : sources) {
                texts.add(Files.readString(source));
            }
            return new ErrorNames(texts).all();
        }
    }

    Set<String> all() {
        Set<String> names = new TreeSet<>();
        for (String source : sources) {
            PROBLEM.matcher(source).results().forEach(call -> names.addAll(named(call.group(1), source)));
        }
        return names;
    }

    private Set<String> named(String expression, String source) {
        Set<String> literals = groups(LITERAL.matcher(expression));
        if (!literals.isEmpty()) {
            return literals;
        }
        Matcher constant = CONSTANT.matcher(expression);
        if (constant.matches()) {
            return found(expression, constant(constant.group(1)));
        }
        if (COPY.matcher(expression).matches()) {
            return Set.of();
        }
        if (PARAMETER.matcher(expression).matches()) {
            return found(expression, passed(expression, source));
        }
        if (expression.matches("fault\\.word\\(\\)|name\\(fault\\)")) {
            return Arrays.stream(Fault.values()).map(Fault::word).collect(Collectors.toSet());
        }
        throw notUnderstood(expression);
    }

    private Set<String> constant(String name) {
        Pattern definition = Pattern.compile("\\bString " + name + "\\s*=\\s*\"([a-z0-9_]+)\"");
        Set<String> values = new TreeSet<>();
        sources.forEach(source -> values.addAll(groups(definition.matcher(source))));
        return values;
    }

    /** The literals that a file passes to its own methods whose first parameter has the name. */
    private static Set<String> passed(String parameter, String source) {
        Set<String> literals = new TreeSet<>();
        for (String method : groups(
                Pattern.compile("\\b(\\w+)\\(\\s*String " + parameter + "\\b").matcher(source))) {
            literals.addAll(groups(Pattern.compile("(?<!Problem\\.)\\b" + method + "\\(\\s*\"([a-z0-9_]+)\"")
                    .matcher(source)));
        }
        return literals;
    }

    private static Set<String> groups(Matcher matcher) {
        return matcher.results().map(ErrorNames::group).collect(Collectors.toCollection(TreeSet::new));
    }

    private static String group(MatchResult result) {
        return result.group(1);
    }

    private static Set<String> found(String expression, Set<String> names) {
        if (names.isEmpty()) {
            throw notUnderstood(expression);
        }
        return names;
    }

    private static IllegalStateException notUnderstood(String expression) {
        return new IllegalStateException(
                "the error name in Problem.of(" + expression + ", ...) is not understood; extend ErrorNames");
    }
}
