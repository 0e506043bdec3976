package dev.trellis.adopt.flyway;

import dev.trellis.adopt.flyway.FlywayScript.Obstacle;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceContext;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.sql.TransactionControl;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.sql.SqlSyntax;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads SQL migrations: decodes them, replaces placeholders, and finds out what Trellis cannot run. */
final class ScriptReader {
    /** The statements that Flyway itself runs outside a transaction, because the database refuses them inside one. */
    private static final Pattern OUTSIDE_TRANSACTION = Pattern.compile("(?is)^\\s*(?:"
            + "(?:create|drop)\\s+(?:unique\\s+)?index\\s+concurrently\\b"
            + "|reindex\\b.*\\bconcurrently\\b|reindex\\s+(?:database|system)\\b"
            + "|vacuum\\b"
            + "|(?:create|drop)\\s+(?:database|tablespace)\\b"
            + "|alter\\s+system\\b|alter\\s+type\\b.*\\badd\\s+value\\b"
            + "|(?:create|alter|drop)\\s+subscription\\b"
            + "|pragma\\s+foreign_keys\\b"
            + ").*");

    private static final Set<String> BEGIN = Set.of("begin", "start transaction");
    private static final Set<String> COMMIT = Set.of("commit", "end");

    private final FlywaySettings settings;
    private final Placeholders placeholders;
    private final SqlSyntax syntax;
    /** Whether statements of DDL run in the transaction of their revision. Otherwise each of them commits anyway. */
    private final boolean isTransactional;

    ScriptReader(FlywaySettings settings, SourceContext context) {
        this.settings = settings;
        this.placeholders = new Placeholders(settings, context);
        this.syntax = context.dialect().syntax();
        this.isTransactional = context.dialect().capabilities().transactionalDdl();
    }

    /** Reads a migration. */
    FlywayScript read(MigrationFile file) {
        ScriptSettings own = ScriptSettings.of(file.path(), settings);
        String text;
        try {
            Charset encoding = own.encoding() == null ? settings.encoding() : own.encoding();
            byte[] bytes = bytes(file);
            if (bytes.length > TextFile.MAX_BYTES) {
                return unreadable("it is larger than " + (TextFile.MAX_BYTES >> 20) + " MiB");
            }
            text = encoding.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return unreadable("it is not text in the configured encoding; set 'encoding'");
        } catch (IOException e) {
            return unreadable("it cannot be read: " + FileFailure.reason(e));
        }
        int checksum = FlywayChecksum.of(text);
        Placeholders.Replaced replaced = placeholders.replace(
                text.startsWith("\uFEFF") ? text.substring(1) : text, file.fileName(), own.placeholderReplacement());
        List<Obstacle> obstacles = new ArrayList<>();
        for (Placeholders.Missing missing : replaced.missing()) {
            obstacles.add(new Obstacle(
                    missing.line(), "the placeholder '" + PrintableName.of(missing.name()) + "' has no value"));
        }
        List<String> changes = new ArrayList<>();
        if (!replaced.used().isEmpty()) {
            changes.add(
                    "the values of placeholders are fixed: " + PrintableName.of(String.join(", ", replaced.used())));
        }
        String sql = replaced.text();
        List<SqlStatement> statements = split(sql, obstacles);
        String withoutTransactions = withoutTransactions(sql, statements, obstacles, changes);
        if (!withoutTransactions.equals(sql)) {
            sql = withoutTransactions;
            statements = split(sql, obstacles);
        }
        return new FlywayScript(
                sql,
                obstacles.isEmpty() ? statements : List.of(),
                checksum,
                FlywayChecksum.of(replaced.text()),
                isOutsideTransaction(own.executeInTransaction(), statements),
                obstacles,
                changes,
                own.shouldExecute());
    }

    private static byte[] bytes(MigrationFile file) throws IOException {
        try (InputStream stream = Files.newInputStream(file.path())) {
            return stream.readNBytes(TextFile.MAX_BYTES + 1);
        }
    }

    private static FlywayScript unreadable(String reason) {
        return new FlywayScript("", List.of(), 0, 0, false, List.of(new Obstacle(0, reason)), List.of(), null);
    }

    private List<SqlStatement> split(String sql, List<Obstacle> obstacles) {
        try {
            return SqlSplitter.split(sql, syntax, "", 1);
        } catch (SqlException e) {
            Location place = e.problem().location();
            obstacles.add(
                    new Obstacle(place == null ? 0 : place.line(), e.problem().message()));
            return List.of();
        }
    }

    /**
     * Returns the SQL without BEGIN and COMMIT, which would end the transaction of the revision. A statement that undoes or
     * switches transactions is an obstacle.
     */
    private String withoutTransactions(
            String sql, List<SqlStatement> statements, List<Obstacle> obstacles, List<String> changes) {
        StringBuilder result = new StringBuilder();
        int position = 0;
        boolean isRemoved = false;
        for (SqlStatement statement : statements) {
            String words = TransactionControl.in(statement.text(), syntax);
            if (words == null) {
                continue;
            }
            if (!BEGIN.contains(words) && !COMMIT.contains(words)) {
                obstacles.add(
                        new Obstacle(statement.line(), "'" + words + "' would end the transaction of the revision"));
                continue;
            }
            int start = offset(sql, statement);
            int end = start + statement.text().length();
            while (end < sql.length() && (sql.charAt(end) == ' ' || sql.charAt(end) == ';')) {
                end++;
            }
            result.append(sql, position, start);
            position = end;
            isRemoved = true;
        }
        if (!isRemoved) {
            return sql;
        }
        changes.add("the statements that begin and commit a transaction are removed: a revision is one transaction");
        return result.append(sql, position, sql.length()).toString();
    }

    private static int offset(String sql, SqlStatement statement) {
        int offset = 0;
        for (int line = 1; line < statement.line(); line++) {
            offset = sql.indexOf('\n', offset) + 1;
        }
        return sql.indexOf(statement.text(), offset);
    }

    private boolean isOutsideTransaction(@Nullable Boolean configured, List<SqlStatement> statements) {
        boolean inTransaction = configured == null ? settings.flag("executeInTransaction", true) : configured;
        return isTransactional
                && (!inTransaction
                        || statements.stream()
                                .anyMatch(statement -> OUTSIDE_TRANSACTION
                                        .matcher(statement.text())
                                        .matches()));
    }
}
