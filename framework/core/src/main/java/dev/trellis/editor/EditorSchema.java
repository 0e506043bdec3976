package dev.trellis.editor;

import static dev.trellis.editor.Values.anyOf;
import static dev.trellis.editor.Values.flag;
import static dev.trellis.editor.Values.map;
import static dev.trellis.editor.Values.optional;
import static dev.trellis.editor.Values.orNull;
import static dev.trellis.editor.Values.ref;
import static dev.trellis.editor.Values.text;
import static dev.trellis.editor.Values.texts;

import dev.trellis.Extensions;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.lint.Rules;
import dev.trellis.internal.workspace.Dialects;
import dev.trellis.schema.DefinitionKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds of YAML files for which an editor can use a JSON schema (draft 2020-12). */
public enum EditorSchema {
    /** {@code trellis.yaml}. */
    CONFIG,
    /** {@code model.yaml}. */
    MODEL,
    /** A script in YAML. */
    REVISION;

    /** The folder next to the configuration that contains the schemas. */
    public static final String FOLDER = ".trellis";

    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

    /** Returns the name on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the name of the file in the {@link #FOLDER}. */
    public String fileName() {
        return this + ".schema.json";
    }

    /** Returns the schema as a JSON document. */
    public Map<String, Object> document() {
        List<Dialect> dialects = Dialects.all(Extensions.NONE);
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("$schema", DRAFT);
        document.put("title", title());
        switch (this) {
            case CONFIG -> document.putAll(configuration().schema());
            case MODEL -> {
                document.putAll(model().schema());
                document.put("$defs", new TableShapes(dialects).definitions());
            }
            case REVISION -> {
                document.putAll(revision().schema());
                Map<String, Object> definitions = new TableShapes(dialects).definitions();
                definitions.put("operation", new OperationShapes().operation());
                document.put("$defs", definitions);
            }
        }
        if (this == CONFIG) {
            // An empty file is a configuration without settings.
            document.put("type", List.of("object", "null"));
        }
        return document;
    }

    private String title() {
        return switch (this) {
            case CONFIG -> "A configuration of Trellis";
            case MODEL -> "A model of a branch";
            case REVISION -> "A revision script";
        };
    }

    /**
     * Returns the comment by which an editor finds the schema of a file.
     *
     * @param project the folder of the configuration
     * @param folder the folder of the file that contains the comment
     * @return null if the project has no {@link #FOLDER} with this schema, or no relative path leads there
     */
    public @Nullable String line(Path project, Path folder) {
        Path schema = project.resolve(FOLDER).resolve(fileName());
        if (!Files.isRegularFile(schema)) {
            return null;
        }
        try {
            return line(folder.toAbsolutePath()
                    .normalize()
                    .relativize(schema.toAbsolutePath().normalize()));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String line(Path relative) {
        return "# yaml-language-server: $schema=" + relative.toString().replace('\\', '/');
    }

    private static Shape model() {
        Shape shape = new Shape("The desired tables, views and other objects of a branch.")
                .key(
                        "tables",
                        map("The tables by name.", TableShapes.table("A table.").schema()));
        for (DefinitionKind kind : DefinitionKind.values()) {
            Map<String, Object> definition = TableShapes.definition(kind)
                    .key("name", text("The name of the " + kind.words() + ", if it differs from the key."))
                    .schema();
            shape.key(
                    kind.plural(),
                    map(
                            "The " + kind.plural().replace('_', ' ') + " by name.",
                            kind.needsSql()
                                    ? anyOf("Its SQL, or its properties.", text("The SQL."), definition)
                                    : anyOf("Its SQL, or its properties.", optional("The SQL."), definition)));
        }
        return shape;
    }

    private static Shape revision() {
        Map<String, Object> operations = Values.optionalList("The operations, in order.", ref("operation"));
        return new Shape("A revision with the operations of its upgrade and its downgrade.")
                .required("revision", text("The identifier."))
                .key("down_revision", texts("The parent; null for a base; a list for a merge point."))
                .key("branch_labels", texts("The labels of the branch, on its first revision."))
                .key("depends_on", texts("Revisions of other branches that must run first."))
                .key("message", optional("One line that describes the revision."))
                .key("created", optional("The time of creation, ISO 8601."))
                .key("db_create", flag("Whether db-create also runs the script's SQL, rows and Java steps."))
                .key("lint", orNull("Settings for lint.", lint().schema()))
                .key("breaks", optional("The reason why a release may break other parties."))
                .key("compatible", flag("Whether the previous release works with the revision."))
                .key("touches", texts("The tables that SQL and Java steps read or change; default: all."))
                .key(
                        "replaces",
                        Values.optionalList(
                                "The revisions that a baseline replaces.",
                                replaced().schema()))
                .key("upgrade", operations)
                .key("downgrade", operations);
    }

    private static Shape replaced() {
        return new Shape("Revisions that were squashed together.")
                .key("release", optional("The newest release that contains the scripts of these revisions."))
                .key("branch_labels", texts("The labels that these revisions declared."))
                .required("revisions", texts("The identifiers of these revisions."));
    }

    private static Shape lint() {
        Map<String, Object> reasons =
                map("The rules that do not check the script, each with a reason.", text("The reason."));
        Map<String, Object> rules = new LinkedHashMap<>();
        Rules.shipped().forEach(rule -> rules.put(rule.name(), text(rule.describe())));
        reasons.put("properties", rules);
        return new Shape("Settings for lint.").key("ignore", reasons);
    }

    private static Shape configuration() {
        return settings("A configuration of Trellis.")
                .key(
                        "environments",
                        map(
                                "Named sets of settings; -n NAME selects one, whose keys override those above.",
                                settings("An environment.").schema()));
    }

    private static Shape settings(String description) {
        return new Shape(description)
                .key("database", orNull("The database.", database().schema()))
                .key("branches", map("The branches by label.", branch().schema()))
                .key("plugins", orNull("Where plugins are.", plugins().schema()))
                .key("version_table", optional("The version table; default: trellis_version."))
                .key("history_table", optional("The history table; default: trellis_history."))
                .key("file_template", optional("The file name of a new script; default: {revision}_{slug}."))
                .key("post_write", texts("Commands to run on a new script; {file} stands for its path."))
                .key("naming", orNull("The names of constraints and indexes.", naming().schema()))
                .key("transactions", transactions())
                .key("lock_timeout", duration("How long to wait for another run; default: 60s."))
                .key("lock_lease", duration("How long a lease lasts without a heartbeat; default: 30s in a cluster."))
                .key("statement_timeout", duration("The limit for one statement."))
                .key("lock_wait_timeout", duration("How long a statement waits for a lock of the database."))
                .key("log_sql", variableFlag("Whether to log every statement."))
                .key("variables", map("Values for ${NAME} in this file.", text("The value.")))
                .key("tolerate", tolerate())
                .key("fleet", orNull("The databases that fleet migrates.", fleet().schema()));
    }

    private static Map<String, Object> tolerate() {
        return anyOf(
                "Whether to work with a database that a newer release has upgraded; default: none.",
                Map.of("enum", List.of("none", "newer")),
                variable(),
                Map.of("type", "null"));
    }

    private static Shape fleet() {
        return new Shape("The databases that fleet migrates.")
                .key("targets", Values.optionalList("Databases and schemas, or where to read them.", target().schema()))
                .key("waves", texts("The names of the waves, in their order."))
                .key("max_parallel", count("The number of targets that run at the same time."))
                .key(
                        "max_parallel_per_server",
                        count("The number of targets on one database server that run at the same time."))
                .key("stop_after", optional("The failures after which no target is started: a number, or 10%."));
    }

    private static Shape target() {
        return connection("A database, a schema, or a source of several of them.")
                .key("id", optional("The unique name of the target."))
                .key(
                        "labels",
                        anyOf("The labels that --label selects.", texts("Labels."), map("Labels.", text("A value."))))
                .key("wave", optional("The wave in which the target runs."))
                .key("file", optional("A file of targets, one JSON object in each line, or YAML."))
                .key("command", texts("A command that prints targets, one JSON object in each line."))
                .key("query", optional("A query that returns targets."))
                .key("schemas", optional("A query that returns the names of schemas."))
                .key(
                        "database",
                        orNull(
                                "Where query or schemas runs.",
                                connection("A database.").schema()));
    }

    private static Shape connection(String description) {
        return new Shape(description)
                .key("url", optional("The JDBC URL."))
                .key("user", optional("The user."))
                .key("password", orNull("Where the password is.", secret().schema()))
                .key("schema", optional("The default schema."));
    }

    private static Shape secret() {
        return new Shape("One of these places.")
                .key("env", optional("The name of an environment variable."))
                .key("file", optional("A file whose first line is the password."))
                .key("command", texts("A command whose first line of output is the password."));
    }

    private static Map<String, Object> count(String description) {
        return anyOf(description, Values.number("The number."), variable());
    }

    private static Shape database() {
        return new Shape("The database.")
                .key("url", text("The JDBC URL. A relative path in it starts at the folder of this file."))
                .key("user", optional("The user."))
                .key("password", optional("The password, as a variable: ${NAME}."))
                .key("schema", optional("The default schema."));
    }

    private static Shape branch() {
        return new Shape("A branch.")
                .key("directory", optional("The folder of its scripts, in which revision writes."))
                .key("model", optional("The file of its model; default: model.yaml in the folder of its scripts."))
                .key("table_prefix", optional("The beginning of the names of its tables, which lint checks."))
                .key("protected", variableFlag("Whether other projects must not change its tables."))
                .key("definitions", optional("The folder of the SQL files of its views and other definitions."))
                .key("maintain", variableFlag("True only in the project that owns a protected branch."));
    }

    private static Shape plugins() {
        return new Shape("Where plugins are, in addition to the class path.")
                .key("path", optional("A folder of plugin jars."))
                .key("classes", texts("The names of plugin classes on the class path."));
    }

    private static Shape naming() {
        return new Shape("The names of constraints and indexes that scripts and models leave unnamed.")
                .key("pk", optional("Primary keys; default: pk_{table}."))
                .key("fk", optional("Foreign keys; default: fk_{table}_{columns}_{referred_table}."))
                .key("uq", optional("Unique constraints; default: uq_{table}_{columns}."))
                .key("ix", optional("Indexes; default: ix_{table}_{columns}."))
                .key("ck", optional("Checks; default: ck_{table}_{name}."));
    }

    private static Map<String, Object> transactions() {
        return anyOf(
                "The extent of a transaction.",
                Map.of("enum", List.of("per-revision", "all")),
                variable(),
                Map.of("type", "null"));
    }

    private static Map<String, Object> duration(String description) {
        return anyOf(
                description, Values.pattern("^\\s*[0-9]{1,9}\\s*(ms|s|m|h)\\s*$"), variable(), Map.of("type", "null"));
    }

    private static Map<String, Object> variableFlag(String description) {
        return anyOf(description, Map.of("type", "boolean"), variable());
    }

    private static Map<String, Object> variable() {
        return Values.pattern("\\$\\{");
    }
}
