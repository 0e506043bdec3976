package dev.trellis.adopt.alembic;

import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.adopt.source.PrintableName;
import dev.trellis.adopt.source.SourceException;
import dev.trellis.dialect.Dialect;
import dev.trellis.error.DisplayPath;
import dev.trellis.error.FileFailure;
import dev.trellis.error.Location;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.sql.TransactionControl;
import dev.trellis.internal.yaml.TextFile;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Direction;
import dev.trellis.revision.Revision;
import dev.trellis.schema.SqlText;
import dev.trellis.sql.SqlSyntax.Feature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code alembic upgrade --sql} or {@code alembic downgrade --sql}, split into the statements of each revision
 * at the comments {@code -- Running upgrade A -> B}. A comment inside a statement or a string is no such mark. The statements
 * on the version table, and those that begin and end transactions, are left out.
 */
final class OfflineSql {
    private static final Pattern MARK = Pattern.compile("-- Running (upgrade|downgrade) (.*?)\\s*->(.*)");
    private static final Set<String> BEGIN = Set.of("begin", "start transaction");

    private final Map<String, Section> sections = new HashMap<>();
    private final Direction direction;
    private final Dialect dialect;
    private final Pattern bookkeeping;
    private final Location file;

    /**
     * A statement.
     *
     * @param isOutside whether it runs outside a transaction
     */
    private record Statement(String text, boolean isOutside) {}

    /** The statements of a revision. */
    private record Section(Location place, List<Statement> statements) {}

    /** A mark in the file. */
    private record Mark(String revision, Set<String> others, int line) {}

    private OfflineSql(Direction direction, Dialect dialect, String versionTable, Location file) {
        this.direction = direction;
        this.dialect = dialect;
        this.bookkeeping =
                Pattern.compile("(?is)(?:create\\s+table|drop\\s+table|insert\\s+into|update|delete\\s+from)\\s+"
                        + "(?:[\"`\\[]?\\w+[\"`\\]]?\\.)?[\"`\\[]?" + Pattern.quote(versionTable)
                        + "[\"`\\]]?(?![\\w.]).*");
        this.file = file;
    }

    /** Returns a source without revisions. */
    static OfflineSql none(Direction direction, Dialect dialect) {
        return new OfflineSql(direction, dialect, "", Location.of(""));
    }

    /**
     * Reads a file.
     *
     * @param versionTable the name of Alembic's table
     * @param revisions the revisions of the project
     * @throws TrellisException {@code cannot_convert} if the file cannot be read, or was written for other scripts
     */
    static OfflineSql read(
            Path path, Direction direction, Dialect dialect, String versionTable, Map<String, Revision> revisions) {
        OfflineSql sql = new OfflineSql(direction, dialect, versionTable, Location.of(DisplayPath.of(path)));
        try {
            sql.read(TextFile.read(path).replace("\r\n", "\n"), revisions);
        } catch (IOException e) {
            throw sql.broken(0, "it cannot be read: " + FileFailure.reason(e));
        } catch (SourceException e) {
            throw e;
        } catch (TrellisException e) {
            Location place = e.problem().location();
            throw sql.broken(place == null ? 0 : place.line(), e.problem().message());
        }
        return sql;
    }

    private void read(String text, Map<String, Revision> revisions) {
        List<SqlStatement> statements = SqlSplitter.split(text, dialect.syntax(), file.source(), 1);
        int[] lines = lineStarts(text);
        List<Mark> marks = marks(text, lines, statements);
        if (marks.isEmpty()) {
            throw broken(0, "it contains no line '-- Running " + word() + " ...'");
        }
        boolean hasTransactions = statements.stream().anyMatch(each -> isBegin(each.text()));
        boolean isInside = false;
        int next = 0;
        Section section = null;
        for (int i = 0; i < statements.size(); i++) {
            SqlStatement statement = statements.get(i);
            while (next < marks.size() && marks.get(next).line() < statement.line()) {
                section = section(marks.get(next++), revisions);
            }
            String control = TransactionControl.in(statement.text(), dialect.syntax());
            if (control != null) {
                isInside = BEGIN.contains(control);
                requireKnown(control, statement);
                continue;
            }
            int last = i;
            int end = end(lines, statement);
            // A routine contains semicolons, behind which Alembic writes no empty line.
            while (dialect.syntax().has(Feature.DELIMITER_LINES)
                    && last + 1 < statements.size()
                    && !isEndOfStatement(text, end)) {
                last++;
                end = end(lines, statements.get(last));
            }
            int start = offset(lines, statement);
            i = last;
            if (section != null && !bookkeeping.matcher(statement.text()).matches()) {
                add(section, text.substring(start, end), hasTransactions && !isInside);
            }
        }
        while (next < marks.size()) {
            section(marks.get(next++), revisions);
        }
    }

    private void add(Section section, String text, boolean isOutside) {
        for (String each : SqlSplitter.statements(text, dialect.syntax())) {
            section.statements().add(new Statement(each, isOutside));
        }
    }

    private static boolean isEndOfStatement(String text, int end) {
        return text.startsWith(";\n\n", end) || end + 1 >= text.stripTrailing().length();
    }

    private boolean isBegin(String statement) {
        String control = TransactionControl.in(statement, dialect.syntax());
        return control != null && BEGIN.contains(control);
    }

    private void requireKnown(String control, SqlStatement statement) {
        if (!BEGIN.contains(control) && !control.equals("commit") && !control.equals("end")) {
            throw broken(statement.line(), "'" + control + "' would end the transaction of the revision");
        }
    }

    private static int[] lineStarts(String text) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
            starts.add(i + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int offset(int[] lines, SqlStatement statement) {
        return lines[statement.line() - 1] + statement.column() - 1;
    }

    private static int end(int[] lines, SqlStatement statement) {
        return offset(lines, statement) + statement.text().length();
    }

    /** Returns the marks that are not inside a statement. */
    private List<Mark> marks(String text, int[] lines, List<SqlStatement> statements) {
        List<Mark> marks = new ArrayList<>();
        int next = 0;
        for (int line = 1; line <= lines.length; line++) {
            int start = lines[line - 1];
            while (next < statements.size() && end(lines, statements.get(next)) <= start) {
                next++;
            }
            boolean isInside = next < statements.size() && offset(lines, statements.get(next)) < start;
            if (isInside || !text.startsWith("-- Running ", start)) {
                continue;
            }
            int end = text.indexOf('\n', start);
            Matcher matcher = MARK.matcher(text.substring(start, end < 0 ? text.length() : end));
            if (matcher.matches()) {
                marks.add(mark(matcher, line));
            }
        }
        return marks;
    }

    private Mark mark(Matcher matcher, int line) {
        if (!matcher.group(1).equals(word())) {
            throw broken(line, "it is the output of 'alembic " + matcher.group(1) + " --sql'");
        }
        boolean isUpgrade = direction == Direction.UPGRADE;
        List<String> revision = names(matcher.group(isUpgrade ? 3 : 2));
        if (revision.size() != 1) {
            throw broken(line, "the line names no single revision");
        }
        return new Mark(revision.get(0), new HashSet<>(names(matcher.group(isUpgrade ? 2 : 3))), line);
    }

    private static List<String> names(String list) {
        List<String> names = new ArrayList<>();
        for (String name : list.split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    private String word() {
        return direction.name().toLowerCase(Locale.ROOT);
    }

    private Section section(Mark mark, Map<String, Revision> revisions) {
        Revision revision = revisions.get(mark.revision());
        String name = PrintableName.of(mark.revision());
        if (revision == null) {
            throw broken(mark.line(), "the project has no revision " + name);
        }
        if (!mark.others().equals(new HashSet<>(revision.downRevisions()))) {
            throw broken(mark.line(), "revision " + name + " has another down_revision in the project");
        }
        Section section = new Section(new Location(file.source(), mark.line(), 1), new ArrayList<>());
        if (sections.putIfAbsent(mark.revision(), section) != null) {
            throw broken(mark.line(), "revision " + name + " occurs twice");
        }
        return section;
    }

    private SourceException broken(int line, String what) {
        return SourceException.cannotConvert(
                line == 0 ? file : new Location(file.source(), line, 1),
                what,
                direction == Direction.UPGRADE
                        ? "Write the file again: alembic upgrade heads --sql > upgrade.sql"
                        : "Write the file again: alembic downgrade heads:base --sql > downgrade.sql");
    }

    boolean contains(String revision) {
        return sections.containsKey(revision);
    }

    /** Returns the operations of a revision; null if the file does not contain it. */
    @Nullable
    List<Operation> operations(String revision) {
        Section section = sections.get(revision);
        if (section == null) {
            return null;
        }
        List<Operation> operations = new ArrayList<>();
        List<Operation> outside = new ArrayList<>();
        for (Statement statement : section.statements()) {
            Operation operation = new ExecuteSql(SqlText.of(statement.text()));
            if (statement.isOutside()) {
                outside.add(operation);
                continue;
            }
            if (!outside.isEmpty()) {
                operations.add(new Autocommit(outside));
                outside.clear();
            }
            operations.add(operation);
        }
        if (!outside.isEmpty()) {
            operations.add(new Autocommit(outside));
        }
        return operations;
    }

    /**
     * Returns the body of a revision: SQL if a script in SQL can express it, else operations.
     *
     * @param downgrade the statements of the downgrade; null if there are none
     */
    Body body(String revision, OfflineSql downgrade) {
        String up = text(revision);
        String down = downgrade.contains(revision) ? downgrade.text(revision) : null;
        if (up != null && (down != null || !downgrade.contains(revision))) {
            return new Body.Sql(up, down, false);
        }
        List<Operation> operations = operations(revision);
        return new Body.Operations(operations == null ? List.of() : operations, downgrade.operations(revision));
    }

    /** Returns the statements as the shell of the database splits them; null if it would not, or if one is outside a transaction. */
    private @Nullable String text(String revision) {
        Section section = sections.get(revision);
        if (section == null || section.statements().stream().anyMatch(Statement::isOutside)) {
            return null;
        }
        List<String> texts = section.statements().stream().map(Statement::text).toList();
        StringBuilder sql = new StringBuilder();
        texts.forEach(text -> sql.append(text).append(";\n\n"));
        List<String> split = SqlSplitter.split(sql.toString(), dialect.syntax(), "", 1).stream()
                .map(SqlStatement::text)
                .toList();
        return split.equals(texts) ? sql.toString() : null;
    }
}
