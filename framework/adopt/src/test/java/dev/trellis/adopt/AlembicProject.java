package dev.trellis.adopt;

import dev.trellis.Extensions;
import dev.trellis.Listener;
import dev.trellis.Trellis;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.sql.TransactionControl;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.testbed.TestDatabase;
import dev.trellis.testbed.TestDatabase.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The project of Alembic in the test resources, in a temporary folder: the branch {@code shop} with a branch point and a merge
 * point, and the branch {@code orders} that depends on it. The resources also contain what Alembic and the recorder script
 * have written for it.
 */
final class AlembicProject extends AdoptedProject {
    /** The databases of SQLAlchemy; it has no dialect for H2. */
    static final List<Kind> KINDS = List.of(Kind.SQLITE, Kind.POSTGRESQL, Kind.MARIADB, Kind.MYSQL);

    /** The folders of the converted scripts by branch. */
    static final Map<String, String> FOLDERS = Map.of("shop", "trellis/shop", "orders", "trellis/orders");

    private static final List<String> FILES = List.of(
            "alembic.ini",
            "env.py",
            "versions/shop/a1_customer.py",
            "versions/shop/a2_rows.py",
            "versions/shop/a3_active.py",
            "versions/shop/a4_tag.py",
            "versions/shop/a5_merge.py",
            "versions/orders/b1_orders.py",
            "versions/orders/b2_view.py");

    private final Map<String, String> settings;

    AlembicProject(Path folder, Map<String, String> settings) {
        super(folder, "trellis/shop");
        this.settings = Map.copyOf(settings);
    }

    /** Returns the project of the resources with the given settings. */
    static AlembicProject shop(Path folder, Map<String, String> settings) {
        AlembicProject project = new AlembicProject(folder, settings);
        FILES.forEach(file -> project.write(file, LiquibaseProject.resource("/alembic/" + file)));
        return project;
    }

    /** Returns the project with the SQL that Alembic has written for a database. */
    static AlembicProject withSql(Path folder, Kind kind) {
        AlembicProject project = shop(folder, Map.of("upgrade_sql", "upgrade.sql", "downgrade_sql", "downgrade.sql"));
        project.write("upgrade.sql", output(kind, "upgrade.sql"));
        project.write("downgrade.sql", output(kind, "downgrade.sql"));
        return project;
    }

    /** Returns the project with the operations that the recorder script has written for a database. */
    static AlembicProject withRecording(Path folder, Kind kind) {
        AlembicProject project = shop(folder, Map.of("recording", "recording.json"));
        project.write("recording.json", output(kind, "recording.json"));
        return project;
    }

    /** Returns a file that Alembic, or the recorder script, has written for a database. */
    static String output(Kind kind, String name) {
        return LiquibaseProject.resource("/alembic/output/" + dialect(kind) + "-" + name);
    }

    /** Returns the name of SQLAlchemy's dialect. */
    static String dialect(Kind kind) {
        return switch (kind) {
            case SQLITE -> "sqlite";
            case POSTGRESQL -> "postgresql";
            case MARIADB, MYSQL -> "mysql";
            case H2 -> throw new IllegalArgumentException("SQLAlchemy has no dialect for H2");
        };
    }

    /** Executes the SQL that Alembic has written, up to a revision, or to its end. */
    static void migrate(TestDatabase database, String lastRevision) {
        String sql = output(database.kind(), "upgrade.sql");
        int last = sql.indexOf("-> " + lastRevision);
        int end = last < 0 ? sql.length() : sql.indexOf("-- Running", last);
        SqlSyntax syntax = switch (database.kind()) {
            case SQLITE -> SqlSyntax.SQLITE;
            case POSTGRESQL -> SqlSyntax.POSTGRESQL;
            default -> SqlSyntax.MARIADB;
        };
        database.execute(SqlSplitter.split(sql.substring(0, end < 0 ? sql.length() : end), syntax, "", 1).stream()
                .map(SqlStatement::text)
                .filter(statement -> TransactionControl.in(statement, syntax) == null)
                .toList());
    }

    static void migrate(TestDatabase database) {
        migrate(database, "(none)");
    }

    @Override
    AdoptionRequest request() {
        return AdoptionRequest.of(Tool.ALEMBIC, folder)
                .withLabels("shop", "orders")
                .withSettings(settings);
    }

    AdoptionRequest request(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(more);
        return request().withSettings(all);
    }

    /** Adopts the project into its two branches. */
    AdoptionReport adoptBoth(TestDatabase database) {
        return adoptBoth(database, request());
    }

    AdoptionReport adoptBoth(TestDatabase database, AdoptionRequest request) {
        return new Adoption(configuration(database, FOLDERS), Extensions.NONE, Listener.NONE).run(request);
    }

    Trellis both(TestDatabase database) {
        return new Trellis(configuration(database, FOLDERS), Extensions.NONE, Listener.NONE);
    }

    /** Returns the texts of the converted scripts by their path. */
    Map<String, String> scriptTexts() {
        Map<String, String> texts = new TreeMap<>();
        Path root = folder.resolve("trellis");
        if (!Files.exists(root)) {
            return texts;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    /** Returns the lines of the headers of the converted scripts by revision. */
    Map<String, List<String>> headers() {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        scriptTexts().values().forEach(text -> {
            List<String> lines = text.lines()
                    .map(line -> line.startsWith("-- ") ? line.substring(3) : line)
                    .takeWhile(line -> !line.startsWith("# Converted") && !line.startsWith("upgrade"))
                    .filter(line -> !line.isBlank() && !line.startsWith("# yaml-language-server"))
                    .toList();
            if (lines.get(0).startsWith("revision: ")) {
                headers.put(lines.get(0).substring("revision: ".length()), lines.subList(1, lines.size()));
            }
        });
        return headers;
    }
}
