package dev.trellis.config;

import dev.trellis.config.Configuration.BranchSettings;
import dev.trellis.config.Configuration.DatabaseSettings;
import dev.trellis.config.Configuration.Transactions;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.internal.yaml.Node.Entry;
import dev.trellis.internal.yaml.Node.Mapping;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.internal.yaml.YamlReader;
import dev.trellis.schema.Naming;
import dev.trellis.schema.TableName;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code trellis.yaml}. */
public final class ConfigurationReader {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|h)");

    /** A placeholder in braces, or a brace without a partner. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[^{}]*}?|}");

    private final Path file;
    private final Path folder;

    private ConfigurationReader(Path file) {
        this.file = file;
        Path parent = file.toAbsolutePath().getParent();
        this.folder = parent == null ? file.toAbsolutePath() : parent;
    }

    /**
     * Reads a file.
     *
     * @param environment the name of the environment, or null for none
     * @param arguments the arguments of {@code -x} by name; they take precedence over environment variables
     * @param variables returns the value of an environment variable, or null; usually {@code System::getenv}
     * @throws ConfigurationException {@code no_configuration}, {@code unreadable_file}, {@code unknown_environment}, {@code
     *     unset_variable}, {@code unexpected_value}
     * @throws dev.trellis.error.TrellisException with the place of an error in the YAML
     */
    public static Configuration read(
            Path file,
            @Nullable String environment,
            Map<String, String> arguments,
            UnaryOperator<@Nullable String> variables) {
        Node document = YamlReader.read(DisplayPath.of(file), text(file));
        Node chosen = withEnvironment(document, environment);
        Map<String, String> configured = variables(chosen, arguments, variables);
        return new ConfigurationReader(file)
                .configuration(Variables.of(arguments, configured, variables).fill(chosen), arguments, variables)
                .environments(environments(document))
                .build();
    }

    /**
     * Reads the file of a configuration again, with another environment.
     *
     * @param environment the name of one of the {@linkplain Configuration#environments environments}
     */
    public static Configuration readEnvironment(Configuration configuration, String environment) {
        return read(configuration.file(), environment, configuration.arguments(), configuration.environment());
    }

    private static Set<String> environments(Node document) {
        Entry environments = document instanceof Mapping root ? root.entries().get("environments") : null;
        return environments != null && environments.value() instanceof Mapping all
                ? all.entries().keySet()
                : Set.of();
    }

    private static String text(Path file) {
        try {
            return TextFile.read(file);
        } catch (NoSuchFileException e) {
            throw ConfigurationException.notFound(DisplayPath.of(file));
        } catch (IOException e) {
            throw ConfigurationException.unreadable(
                    DisplayPath.of(file), "the file cannot be read: " + FileFailure.reason(e));
        }
    }

    /** Returns the values under the key {@code variables}, which may refer to arguments and to environment variables. */
    private static Map<String, String> variables(
            Node document, Map<String, String> arguments, UnaryOperator<@Nullable String> environment) {
        Entry variables = document instanceof Mapping root ? root.entries().get("variables") : null;
        if (variables == null || variables.value().isNull()) {
            return Map.of();
        }
        Node filled = Variables.of(arguments, Map.of(), environment).fill(variables.value());
        MappingReader fields = MappingReader.of(filled, "'variables'");
        Map<String, String> values = new LinkedHashMap<>();
        ((Mapping) filled).entries().keySet().forEach(name -> values.put(name, fields.requireString(name)));
        return values;
    }

    /** Merges the chosen environment into the document. */
    private static Node withEnvironment(Node document, @Nullable String environment) {
        if (!(document instanceof Mapping root)) {
            return document;
        }
        Map<String, Entry> entries = new LinkedHashMap<>(root.entries());
        Entry environments = entries.remove("environments");
        if (environments != null) {
            requireMappings(environments.value());
        }
        Mapping base = new Mapping(entries, root.location());
        if (environments != null && environments.value() instanceof Mapping all) {
            for (Map.Entry<String, Entry> each : all.entries().entrySet()) {
                if (each.getKey().equals(environment)) {
                    return merged(base, each.getValue().value());
                }
            }
        }
        if (environment != null) {
            Collection<String> known = environments != null && environments.value() instanceof Mapping all
                    ? all.entries().keySet()
                    : List.of();
            throw ConfigurationException.unknownEnvironment(
                    environments == null ? root.location() : environments.keyLocation(), environment, known);
        }
        return base;
    }

    /**
     * Requires that every environment is a mapping. Without this check, only errors in the chosen environment would be
     * found.
     */
    private static void requireMappings(Node environments) {
        if (!environments.isNull()) {
            MappingReader.of(environments, "'environments'");
            ((Mapping) environments)
                    .entries()
                    .forEach((name, entry) -> MappingReader.of(entry.value(), "environment '" + name + "'"));
        }
    }

    private static Node merged(Node lower, Node upper) {
        if (!(lower instanceof Mapping base) || !(upper instanceof Mapping top)) {
            return upper;
        }
        Map<String, Entry> entries = new LinkedHashMap<>(base.entries());
        top.entries().forEach((key, entry) -> {
            Entry old = entries.get(key);
            entries.put(key, old == null ? entry : new Entry(entry.keyLocation(), merged(old.value(), entry.value())));
        });
        return new Mapping(entries, base.location());
    }

    private Configuration.Builder configuration(
            Node document, Map<String, String> arguments, UnaryOperator<@Nullable String> environment) {
        MappingReader fields = MappingReader.of(
                document.isNull() ? new Mapping(Map.of(), Location.of(DisplayPath.of(file))) : document,
                "the configuration");
        Node plugins = fields.node("plugins");
        MappingReader pluginFields = plugins == null ? null : MappingReader.of(plugins, "'plugins'");
        Path pluginFolder = pluginFields == null ? null : path(pluginFields, "path");
        List<String> pluginClasses = pluginFields == null ? List.of() : pluginFields.strings("classes");
        if (pluginFields != null) {
            pluginFields.done();
        }
        String versionTable = table(fields, "version_table", "trellis_version");
        Configuration.Builder configuration = Configuration.builder(file)
                .database(database(fields.node("database")))
                .branches(fields.map("branches", this::branch))
                .pluginFolder(pluginFolder)
                .pluginClasses(pluginClasses)
                .versionTable(versionTable)
                .historyTable(historyTable(fields, versionTable))
                .postWrite(fields.strings("post_write"))
                .naming(naming(fields.node("naming")))
                .transactions(transactions(fields))
                .toleratesNewer(toleratesNewer(fields))
                .lockLease(duration(fields, "lock_lease"))
                .statementTimeout(duration(fields, "statement_timeout"))
                .lockWaitTimeout(duration(fields, "lock_wait_timeout"))
                .logSql(fields.flag("log_sql", false))
                .arguments(arguments)
                .variables(fields.map("variables", (name, node) -> MappingReader.text(node, "variable '" + name + "'")))
                .environment(environment);
        String fileTemplate = fields.string("file_template");
        if (fileTemplate != null) {
            configuration.fileTemplate(fileTemplate);
        }
        Duration lockTimeout = duration(fields, "lock_timeout");
        if (lockTimeout != null) {
            configuration.lockTimeout(lockTimeout);
        }
        Node fleet = fields.node("fleet");
        if (fleet != null) {
            configuration.fleet(new FleetReader(folder).fleet(fleet));
        }
        fields.done();
        return configuration;
    }

    /** Reads the name of one of Trellis's own tables. */
    private static String table(MappingReader fields, String key, String otherwise) {
        if (fields.node(key) == null) {
            return otherwise;
        }
        return fields.located(
                key,
                node -> TableName.parse(MappingReader.text(node, "'" + key + "'"))
                        .toString());
    }

    private static String historyTable(MappingReader fields, String versionTable) {
        String name = table(fields, "history_table", "trellis_history");
        if (name.equals(versionTable)) {
            throw ConfigurationException.badValue(
                    fields.location("history_table"), "history_table", "a table other than 'version_table'", name);
        }
        return name;
    }

    private static @Nullable DatabaseSettings database(@Nullable Node node) {
        if (node == null) {
            return null;
        }
        MappingReader fields = MappingReader.of(node, "'database'");
        DatabaseSettings database = new DatabaseSettings(
                fields.requireString("url"),
                blankToNull(fields.string("user")),
                blankToNull(fields.string("password")),
                blankToNull(fields.string("schema")));
        fields.done();
        return database;
    }

    private BranchSettings branch(String label, Node node) {
        MappingReader fields = MappingReader.of(node, "branch '" + label + "'");
        Boolean isProtected = fields.has("protected") ? (Boolean) fields.flag("protected", false) : null;
        BranchSettings branch = new BranchSettings(
                path(fields, "directory"),
                path(fields, "model"),
                fields.string("table_prefix"),
                isProtected,
                path(fields, "definitions"),
                fields.flag("maintain", false));
        fields.done();
        return branch;
    }

    private static Naming naming(@Nullable Node node) {
        Naming standard = Naming.DEFAULT;
        if (node == null) {
            return standard;
        }
        MappingReader fields = MappingReader.of(node, "'naming'");
        Naming naming = new Naming(
                template(fields, "pk", standard.pk(), List.of("{table}")),
                template(fields, "fk", standard.fk(), List.of("{table}", "{columns}", "{referred_table}")),
                template(fields, "uq", standard.uq(), List.of("{table}", "{columns}")),
                template(fields, "ix", standard.ix(), List.of("{table}", "{columns}")),
                template(fields, "ck", standard.ck(), List.of("{table}", "{name}")),
                standard.limit());
        fields.done();
        return naming;
    }

    /** Reads a template of names, and refuses placeholders that are not in the list. */
    private static String template(MappingReader fields, String key, String standard, List<String> placeholders) {
        String template = fields.string(key);
        Matcher braces = PLACEHOLDER.matcher(template == null ? standard : template);
        while (braces.find()) {
            if (!placeholders.contains(braces.group())) {
                throw ConfigurationException.unknownPlaceholder(
                        fields.location(key), "naming." + key, braces.group(), placeholders);
            }
        }
        return template == null ? standard : template;
    }

    private static Transactions transactions(MappingReader fields) {
        String word = or(fields.string("transactions"), "per-revision");
        return switch (word) {
            case "per-revision" -> Transactions.PER_REVISION;
            case "all" -> Transactions.ALL;
            default ->
                throw ConfigurationException.badValue(
                        fields.location("transactions"), "transactions", "per-revision or all", word);
        };
    }

    private static boolean toleratesNewer(MappingReader fields) {
        String word = or(fields.string("tolerate"), "none");
        return switch (word) {
            case "none" -> false;
            case "newer" -> true;
            default ->
                throw ConfigurationException.badValue(fields.location("tolerate"), "tolerate", "none or newer", word);
        };
    }

    private static @Nullable Duration duration(MappingReader fields, String key) {
        String text = fields.string(key);
        if (text == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw ConfigurationException.badValue(
                    fields.location(key), key, "a duration such as 500ms, 60s or 5m", text);
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private @Nullable Path path(MappingReader fields, String key) {
        String text = fields.string(key);
        try {
            if (text != null && text.isBlank()) {
                throw ConfigurationException.badValue(fields.location(key), key, "a path", text);
            }
            return text == null ? null : folder.resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw ConfigurationException.badValue(fields.location(key), key, "a path", e.getReason());
        }
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
