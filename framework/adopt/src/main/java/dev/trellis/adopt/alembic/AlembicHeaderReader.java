package dev.trellis.adopt.alembic;

import dev.trellis.adopt.alembic.PythonStatement.Scope;
import dev.trellis.adopt.alembic.PythonToken.Kind;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.revision.Revision;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a script: the docstring, and the literals that the module assigns to {@code revision},
 * {@code down_revision}, {@code branch_labels} and {@code depends_on}. Runs nothing.
 */
final class AlembicHeaderReader {
    private static final Set<String> NAMES = Set.of("revision", "down_revision", "branch_labels", "depends_on");

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<=", ">=");

    /** The names by which a script reads the database, or asks whether there is one. */
    private static final Set<String> READS =
            Set.of("get_bind", "is_offline_mode", "Session", "sessionmaker", "as_sql", "get_session");

    private static final Pattern CREATED = Pattern.compile(
            "(?m)^\\s*Create Date:\\s*(\\d{4}-\\d{2}-\\d{2})[ T](\\d{2}:\\d{2}:\\d{2})(?:\\.\\d+)?\\s*(Z|[+-]\\d{2}:?\\d{2})?\\s*$");

    private final String display;
    private final Map<String, List<String>> values = new HashMap<>();
    private final Map<String, Integer> lines = new HashMap<>();

    private AlembicHeaderReader(String display) {
        this.display = display;
    }

    /**
     * Reads a script.
     *
     * @throws TrellisException {@code cannot_convert} if the file cannot be read, is not Python, or if a part of the header
     *     is not a literal
     */
    static AlembicScript read(Path file, int location) {
        String display = DisplayPath.of(file);
        try {
            return read(display, file, TextFile.read(file), location);
        } catch (IOException e) {
            throw unreadable(Location.of(display), "it cannot be read: " + FileFailure.reason(e));
        } catch (SourceException e) {
            throw e;
        } catch (TrellisException e) {
            throw unreadable(Location.of(display), e.problem().message());
        }
    }

    /** Reads the text of a script. */
    static AlembicScript read(String display, Path file, String text, int location) {
        AlembicHeaderReader reader = new AlembicHeaderReader(display);
        List<PythonStatement> statements;
        try {
            statements = PythonLexer.statements(text);
        } catch (PythonLexer.SyntaxException e) {
            throw unreadable(new Location(display, e.line(), 1), "it is not Python: " + e.reason());
        }
        statements.forEach(reader::assignment);
        List<String> ids = reader.values.getOrDefault("revision", List.of());
        if (ids.size() != 1) {
            throw SourceException.cannotConvert(
                    reader.place("revision"),
                    ids.isEmpty()
                            ? "the script assigns nothing to 'revision'"
                            : "the script assigns several values to 'revision'",
                    "Write its identifier as a literal, such as revision = 'ae1027a6acf', or move the file out of the"
                            + " folder.");
        }
        String docstring = docstring(statements);
        return new AlembicScript(
                file,
                display,
                reader.lines.getOrDefault("revision", 1),
                location,
                new Revision(
                        ids.get(0),
                        reader.values.getOrDefault("down_revision", List.of()),
                        new LinkedHashSet<>(reader.values.getOrDefault("branch_labels", List.of())),
                        reader.values.getOrDefault("depends_on", List.of())),
                message(docstring),
                created(docstring),
                line(statements, READS::contains),
                line(statements, "bulk_insert"::equals));
    }

    private void assignment(PythonStatement statement) {
        List<PythonToken> tokens = statement.tokens();
        if (statement.scope() == Scope.INNER) {
            return;
        }
        int assigned = assigned(tokens);
        if (assigned < 0) {
            return;
        }
        PythonToken name = tokens.get(assigned);
        boolean isPlain = assigned == 0 && statement.scope() == Scope.MODULE;
        int equals = isPlain ? indexOfAssignment(tokens) : -1;
        if (equals < 0) {
            throw notLiteral(name, "is not a plain assignment");
        }
        Optional<List<String>> value = PythonLiteral.strings(tokens.subList(equals + 1, tokens.size()));
        values.put(name.text(), value.orElseThrow(() -> notLiteral(name, "is not a literal")));
        lines.put(name.text(), name.line());
    }

    /** Returns the index of the first header variable that the statement assigns; -1 if it assigns none. */
    private static int assigned(List<PythonToken> tokens) {
        int last = -1;
        for (int i = tokens.size() - 1; i > 0; i--) {
            PythonToken token = tokens.get(i);
            if (token.kind() == Kind.SYMBOL
                    && token.depth() == 0
                    && token.text().matches("=|[-+|&*/%^]=|:=")) {
                last = i;
                break;
            }
        }
        for (int i = 0; i < last; i++) {
            if (tokens.get(i).kind() == Kind.NAME
                    && NAMES.contains(tokens.get(i).text())
                    && tokens.get(i).depth() == 0
                    && isTarget(tokens.get(i + 1))
                    && (i == 0 || !tokens.get(i - 1).is("."))
                    && !isInAnnotation(tokens, i)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns whether a symbol assigns: {@code =}, {@code +=} and the like. */
    private static boolean isAssignment(PythonToken token) {
        return token.kind() == Kind.SYMBOL && token.text().endsWith("=") && !COMPARISONS.contains(token.text());
    }

    /** Returns whether a token can directly follow the target of an assignment. */
    private static boolean isTarget(PythonToken next) {
        return isAssignment(next) || next.is(",") || next.is(":") || next.is(")");
    }

    private static boolean isInAnnotation(List<PythonToken> tokens, int index) {
        return index > 1 && tokens.get(1).is(":") && tokens.get(0).kind() == Kind.NAME;
    }

    /** Returns the index of {@code =} in {@code name = ...} or {@code name: annotation = ...}; -1 for other statements. */
    private static int indexOfAssignment(List<PythonToken> tokens) {
        if (tokens.get(1).is("=")) {
            return 1;
        }
        if (tokens.get(1).is(":")) {
            for (int i = 2; i < tokens.size(); i++) {
                if (tokens.get(i).is("=") && tokens.get(i).depth() == 0) {
                    return i;
                }
            }
        }
        return -1;
    }

    private SourceException notLiteral(PythonToken name, String why) {
        return SourceException.cannotConvert(
                new Location(display, name.line(), 1),
                "'" + name.text() + "' " + why + ", and the conversion runs no Python",
                "Write the value itself, such as " + name.text() + " = 'ae1027a6acf' or None or a tuple of strings.");
    }

    private Location place(String name) {
        Integer line = lines.get(name);
        return line == null ? Location.of(display) : new Location(display, line, 1);
    }

    private static SourceException unreadable(Location place, String why) {
        return SourceException.cannotConvert(
                place, why, "Correct the file, or move it out of the folder of the scripts.");
    }

    private static String docstring(List<PythonStatement> statements) {
        if (statements.isEmpty()) {
            return "";
        }
        List<PythonToken> tokens = statements.get(0).tokens();
        return tokens.stream().allMatch(token -> token.kind() == Kind.STRING)
                ? String.join("", tokens.stream().map(PythonToken::text).toList())
                : "";
    }

    /** Returns the first paragraph on one line, as Alembic shows it. */
    private static String message(String docstring) {
        String paragraph = docstring.strip().split("\n[ \t]*\n", 2)[0];
        String first = paragraph.startsWith("Revision ID:") ? "" : paragraph;
        return PrintableName.of(first).strip().replaceAll(" +", " ");
    }

    private static @Nullable String created(String docstring) {
        Matcher matcher = CREATED.matcher(docstring);
        if (!matcher.find()) {
            return null;
        }
        String zone = matcher.group(3) == null ? "Z" : matcher.group(3);
        String offset = zone.length() == 5 ? zone.substring(0, 3) + ":" + zone.substring(3) : zone;
        return matcher.group(1) + "T" + matcher.group(2)
                + (offset.equals("+00:00") || offset.equals("-00:00") ? "Z" : offset);
    }

    private static int line(List<PythonStatement> statements, Predicate<String> isName) {
        for (PythonStatement statement : statements) {
            boolean isImport =
                    statement.first().isName("import") || statement.first().isName("from");
            for (PythonToken token : statement.tokens()) {
                if (!isImport && token.kind() == Kind.NAME && isName.test(token.text())) {
                    return token.line();
                }
            }
        }
        return 0;
    }
}
