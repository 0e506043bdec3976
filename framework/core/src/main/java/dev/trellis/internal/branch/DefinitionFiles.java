package dev.trellis.internal.branch;

import dev.trellis.branch.Branch.ScriptLocation;
import dev.trellis.dialect.Dialect;
import dev.trellis.dialect.QualifiedNameParser;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.Problems;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.ScriptJars;
import dev.trellis.internal.script.SqlFiles;
import dev.trellis.internal.sql.DefinitionStatement;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.yaml.YamlException;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.SchemaException;
import dev.trellis.schema.SqlText;
import dev.trellis.schema.TableName;
import dev.trellis.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The definitions of a branch in SQL files: one object per file, which contains one {@code CREATE} statement. A file {@code
 * name.sql} is for all databases; {@code name.postgresql.sql} is for one database, for which it replaces {@code name.sql}. A
 * line {@code -- comment: ...} above the statement sets the comment of the object.
 */
public final class DefinitionFiles {
    private static final String EXTENSION = ".sql";
    private static final Pattern COMMENT = Pattern.compile("--\\s*comment:\\s*(.*)", Pattern.CASE_INSENSITIVE);

    private final Map<String, Dialect> dialects = new TreeMap<>();
    private final @Nullable Dialect current;

    /**
     * Creates a reader.
     *
     * @param dialects all dialects, which file names may contain
     * @param current the dialect of the database; null if no database is configured. Definitions without SQL for this dialect
     *     are left out.
     */
    public DefinitionFiles(Collection<Dialect> dialects, @Nullable Dialect current) {
        dialects.forEach(dialect -> this.dialects.put(dialect.name(), dialect));
        this.current = current;
    }

    /**
     * Returns whether a folder of definitions exists on disk, or has files in a jar.
     *
     * @throws TrellisException {@code broken_plugin} if the jar cannot be read
     */
    public static boolean exist(ScriptLocation location) {
        if (location.directory() != null) {
            return Files.isDirectory(location.directory());
        }
        String path = location.location();
        if (path == null) {
            return false;
        }
        Path container = location.container();
        if (container != null && Files.isDirectory(container)) {
            return Files.isDirectory(container.resolve(path));
        }
        return inJar(location, (jar, name) -> SqlFiles.areIn(jar, path), false);
    }

    private interface InJar<T> {
        T read(ScriptJars.Opened jar, String name);
    }

    private static <T> T inJar(ScriptLocation location, InJar<T> reader, T otherwise) {
        try (ScriptJars jars = new ScriptJars()) {
            if (location.container() != null) {
                return reader.read(
                        jars.open(location.container()),
                        String.valueOf(location.container().getFileName()));
            }
            return location.nested() == null
                    ? otherwise
                    : reader.read(
                            jars.open(location.nested()), location.nested().toString());
        } catch (IOException e) {
            throw new TrellisException(
                    Problem.of(ErrorName.BROKEN_PLUGIN, "cannot read " + location + ": " + e.getMessage())
                            .advice("Remove the plugin, or contact its vendor."),
                    e);
        }
    }

    /**
     * Reads the definitions of a folder.
     *
     * @throws TrellisException with the problems of all files
     */
    public List<Definition> read(ScriptLocation location) {
        Map<String, Map<String, ScriptFile>> byStem = new TreeMap<>();
        Problems problems = new Problems();
        for (ScriptFile file : files(location)) {
            String stem = file.name().substring(0, file.name().length() - EXTENSION.length());
            int dot = stem.lastIndexOf('.');
            boolean isOfDialect = dot > stem.lastIndexOf('/');
            String dialect = isOfDialect ? stem.substring(dot + 1) : SqlText.DEFAULT;
            if (isOfDialect && !dialects.containsKey(dialect) && !dialect.equals(SqlText.DEFAULT)) {
                problems.addAll(YamlException.unknownDialect(Location.of(file.display()), dialect, dialects.keySet())
                        .problems());
                continue;
            }
            byStem.computeIfAbsent(isOfDialect ? stem.substring(0, dot) : stem, none -> new TreeMap<>())
                    .put(dialect, file);
        }
        Map<DefinitionName, Found> found = new LinkedHashMap<>();
        byStem.values()
                .forEach(variants -> problems.collect(() -> {
                    Found definition = definition(variants);
                    if (definition != null) {
                        put(definition, found);
                    }
                }));
        problems.throwIfAny();
        List<Definition> definitions = new ArrayList<>();
        found.values().forEach(each -> definitions.add(each.definition));
        return definitions;
    }

    private static List<ScriptFile> files(ScriptLocation location) {
        if (location.directory() != null) {
            return Files.isDirectory(location.directory()) ? SqlFiles.in(location.directory()) : List.of();
        }
        String path = location.location();
        if (path == null) {
            return List.of();
        }
        Path container = location.container();
        if (container != null && Files.isDirectory(container)) {
            Path folder = container.resolve(path);
            return Files.isDirectory(folder) ? SqlFiles.in(folder) : List.of();
        }
        return inJar(location, (jar, name) -> SqlFiles.in(jar, name, path), List.of());
    }

    /**
     * A definition with its file.
     *
     * @param arguments the parameters of a routine as written
     */
    private record Found(
            Definition definition,
            ScriptFile file,
            @Nullable String arguments) {
        /** Returns the definition with its arguments in its name, which distinguish it from another one of the same name. */
        Found overloaded() {
            DefinitionName name = definition.name();
            return new Found(definition.withName(name.withArguments(arguments)), file, arguments);
        }
    }

    private static void put(Found definition, Map<DefinitionName, Found> found) {
        DefinitionName name = definition.definition.name();
        Found other = found.get(name);
        boolean isOverload = definition.arguments != null
                && found.keySet().stream()
                        .anyMatch(each ->
                                each.kind() == name.kind() && each.name().equals(name.name()));
        Found added = definition;
        if (isOverload) {
            if (other != null) {
                found.remove(name);
                found.put(other.overloaded().definition.name(), other.overloaded());
            }
            added = definition.overloaded();
            other = found.get(added.definition.name());
        }
        if (other != null) {
            Problem twice = SchemaException.alreadyExists(name.kind().words(), name.toString())
                    .problem()
                    .at(Location.of(definition.file.display()));
            throw new TrellisException(twice.withMessage(twice.message() + " in " + other.file.display()));
        }
        found.put(added.definition.name(), added);
    }

    /**
     * Returns the object that the variants of a file define; null if no variant is for the current database.
     *
     * @param variants the files by dialect
     */
    private @Nullable Found definition(Map<String, ScriptFile> variants) {
        String chosen = current == null ? variants.keySet().iterator().next() : current.name();
        chosen = variants.containsKey(chosen) ? chosen : SqlText.DEFAULT;
        ScriptFile file = variants.get(chosen);
        if (file == null) {
            return null;
        }
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, ScriptFile> variant : variants.entrySet()) {
            texts.put(
                    variant.getKey(),
                    statement(
                            variant.getKey(),
                            variant.getValue(),
                            variant.getKey().equals(chosen)));
        }
        DefinitionStatement statement =
                DefinitionStatement.parse(Objects.requireNonNull(texts.get(chosen)), syntax(chosen));
        if (statement == null) {
            throw malformed(file, "it creates no view, function or other definition");
        }
        return new Found(
                new Definition(name(statement, chosen, file), new SqlText(texts), comment(file.text())),
                file,
                statement.arguments());
    }

    private String statement(String dialect, ScriptFile file, boolean isChosen) {
        try {
            List<String> statements = DefinitionText.statements(file.text(), syntax(dialect));
            if (statements.size() == 1) {
                return statements.get(0);
            }
            if (isChosen || !dialect.equals(SqlText.DEFAULT)) {
                throw malformed(
                        file,
                        statements.isEmpty() ? "it is empty" : "it contains " + statements.size() + " statements");
            }
        } catch (SqlException e) {
            if (isChosen || !dialect.equals(SqlText.DEFAULT)) {
                throw malformed(
                        file, "it cannot be read, because " + e.problem().message());
            }
        }
        // The text is for other databases, whose syntax is not known here.
        return DefinitionText.trimmed(file.text());
    }

    private static TrellisException malformed(ScriptFile file, String why) {
        return new TrellisException(
                SqlException.malformedDefinition("the file", why).at(Location.of(file.display())));
    }

    private DefinitionName name(DefinitionStatement statement, String dialect, ScriptFile file) {
        TableName name = parsed(statement.name(), dialect);
        DefinitionKind kind = Arrays.stream(DefinitionKind.values())
                .filter(each -> each.words().equals(statement.kind()))
                .findFirst()
                .orElseThrow();
        if (!kind.isOnTable()) {
            return DefinitionName.of(kind, name);
        }
        if (statement.table() == null) {
            throw malformed(file, "it names no table after 'on'");
        }
        return DefinitionName.on(kind, name.name(), parsed(statement.table(), dialect));
    }

    private @Nullable Dialect dialect(String name) {
        return dialects.getOrDefault(name, current);
    }

    private SqlSyntax syntax(String dialect) {
        Dialect known = dialect(dialect);
        return known == null ? SqlSyntax.PORTABLE : known.syntax();
    }

    private TableName parsed(String written, String dialect) {
        Dialect known = dialect(dialect);
        UnaryOperator<String> asWritten = name -> name;
        return known == null ? QualifiedNameParser.parse(written, asWritten) : known.parseTableName(written);
    }

    /** Returns the text after {@code -- comment:} in the lines above the statement; null if there is none. */
    private static @Nullable String comment(String text) {
        for (String line : text.lines().toList()) {
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("--")) {
                return null;
            }
            Matcher comment = COMMENT.matcher(stripped);
            if (comment.matches()) {
                return comment.group(1).strip();
            }
        }
        return null;
    }
}
