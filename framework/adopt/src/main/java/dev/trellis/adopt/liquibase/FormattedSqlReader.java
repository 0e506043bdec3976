package dev.trellis.adopt.liquibase;

import dev.trellis.error.Location;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads changelogs in formatted SQL, and SQL files without the header, which are one change set. */
final class FormattedSqlReader {
    private static final int CASE = Pattern.CASE_INSENSITIVE;
    private static final Pattern HEADER = Pattern.compile("\\s*--\\s*liquibase\\s*formatted.*", CASE);
    private static final Pattern CHANGE_SET =
            Pattern.compile("\\s*--\\s*changeset\\s+(\"[^\"]+\"|[^:]+):(\"[^\"]+\"|\\S+)(.*)", CASE);
    private static final Pattern ANY_CHANGE_SET = Pattern.compile("\\s*-+\\s*changeset\\b.*", CASE);
    private static final Pattern PROPERTY = Pattern.compile("\\s*--\\s*property\\s+(.*)", CASE);
    private static final Pattern INCLUDE = Pattern.compile("\\s*--\\s*(include|includeAll)\\s+(.*)", CASE);
    private static final Pattern ROLLBACK = Pattern.compile("\\s*--\\s*rollback\\s(.*)", CASE);
    private static final Pattern ROLLBACK_BLOCK = Pattern.compile("\\s*/\\*\\s*liquibase\\s*rollback\\s*", CASE);
    private static final Pattern PRECONDITIONS = Pattern.compile("\\s*--\\s*preconditions\\b(.*)", CASE);
    private static final Pattern PRECONDITION = Pattern.compile("\\s*--\\s*precondition-([a-z0-9-]+)\\s*(.*)", CASE);
    private static final Pattern COMMENT = Pattern.compile("\\s*--\\s*comments?:?\\s(.*)", CASE);
    private static final Pattern CHECKSUM = Pattern.compile("\\s*--\\s*validCheckSum:?\\s(.*)", CASE);
    private static final Pattern IGNORED_LINES = Pattern.compile("\\s*--\\s*ignoreLines:(\\w+)\\s*", CASE);
    private static final Pattern ATTRIBUTE = Pattern.compile("([A-Za-z]+):(\"[^\"]*\"|'[^']*'|\\S*)");
    private static final Pattern EXPECTED =
            Pattern.compile("(?:expectedResult:)?(\"[^\"]*\"|'[^']*'|\\S+)\\s+(.*)", CASE);

    private final String display;
    private final List<String> lines;
    private final List<ChangeNode> children = new ArrayList<>();
    private final List<ChangeNode> changeSet = new ArrayList<>();
    private final List<ChangeNode> conditions = new ArrayList<>();
    private final StringBuilder sql = new StringBuilder();
    private final StringBuilder rollback = new StringBuilder();
    private List<ChangeNode> attributes = List.of();
    private @Nullable Location start;
    private @Nullable Location sqlStart;
    private @Nullable Location rollbackStart;
    private @Nullable Location conditionStart;

    private FormattedSqlReader(ChangelogFile file) {
        this.display = file.display();
        this.lines = file.text().lines().toList();
    }

    /** Reads a file. */
    static ChangeNode read(ChangelogFile file) {
        FormattedSqlReader reader = new FormattedSqlReader(file);
        int header = 0;
        while (header < reader.lines.size() && reader.lines.get(header).isBlank()) {
            header++;
        }
        boolean isFormatted = header < reader.lines.size()
                && HEADER.matcher(reader.lines.get(header)).matches();
        return isFormatted ? reader.readFormatted(header) : reader.plain(file);
    }

    private ChangeNode plain(ChangelogFile file) {
        Location place = at(0);
        ChangeNode change =
                new ChangeNode("sql", place, String.join("\n", lines), List.of(leaf("stripComments", "false", place)));
        return new ChangeNode(
                "databaseChangeLog",
                file.location(),
                null,
                List.of(new ChangeNode(
                        "changeSet",
                        place,
                        null,
                        List.of(leaf("id", "raw", place), leaf("author", "includeAll", place), change))));
    }

    private ChangeNode readFormatted(int header) {
        Matcher path = ATTRIBUTE.matcher(lines.get(header));
        while (path.find()) {
            if (path.group(1).equalsIgnoreCase("logicalFilePath")) {
                children.add(leaf("logicalFilePath", unquoted(path.group(2)), at(header)));
            }
        }
        int i = header + 1;
        while (i < lines.size()) {
            i = line(i) + 1;
        }
        finish();
        return new ChangeNode("databaseChangeLog", at(0), null, children);
    }

    /** Reads a line, or a block that begins with it; returns the index of the last line read. */
    private int line(int index) {
        String line = lines.get(index);
        Matcher ignored = IGNORED_LINES.matcher(line);
        if (ignored.matches()) {
            return skipped(index, ignored.group(1));
        }
        Matcher header = CHANGE_SET.matcher(line);
        Matcher property = PROPERTY.matcher(line);
        Matcher include = INCLUDE.matcher(line);
        if (header.matches()) {
            finish();
            begin(index, header);
        } else if (ANY_CHANGE_SET.matcher(line).matches()) {
            throw ChangelogException.malformed(at(index), "a change set begins with '--changeset AUTHOR:ID'");
        } else if (property.matches()) {
            children.add(new ChangeNode("property", at(index), null, attributes(property.group(1), at(index))));
        } else if (start == null && include.matches()) {
            String name = include.group(1).equalsIgnoreCase("include") ? "include" : "includeAll";
            children.add(new ChangeNode(name, at(index), null, attributes(include.group(2), at(index))));
        } else if (start == null) {
            if (!line.isBlank() && !line.strip().startsWith("--")) {
                throw ChangelogException.malformed(at(index), "this SQL belongs to no change set");
            }
        } else if (ROLLBACK_BLOCK.matcher(line).matches()) {
            return rollbackBlock(index);
        } else {
            changeSetLine(index, line);
        }
        return index;
    }

    private void changeSetLine(int index, String line) {
        Matcher all = PRECONDITIONS.matcher(line);
        Matcher condition = PRECONDITION.matcher(line);
        Matcher back = ROLLBACK.matcher(line);
        Matcher checksum = CHECKSUM.matcher(line);
        Matcher comment = COMMENT.matcher(line);
        if (all.matches()) {
            conditionStart = at(index);
            conditions.addAll(attributes(all.group(1), at(index)));
        } else if (condition.matches()) {
            condition(index, condition.group(1).toLowerCase(Locale.ROOT), condition.group(2));
        } else if (back.matches()) {
            rollbackStart = rollbackStart == null ? at(index) : rollbackStart;
            rollback.append(back.group(1)).append('\n');
        } else if (checksum.matches()) {
            changeSet.add(leaf("validCheckSum", checksum.group(1).strip(), at(index)));
        } else if (sql.toString().isBlank() && comment.matches()) {
            changeSet.add(leaf("comment", comment.group(1).strip(), at(index)));
        } else {
            if (sqlStart == null && !line.isBlank()) {
                sqlStart = at(index);
            }
            sql.append(line).append('\n');
        }
    }

    private void begin(int index, Matcher header) {
        start = at(index);
        changeSet.add(leaf("id", unquoted(header.group(2)), at(index)));
        changeSet.add(leaf("author", unquoted(header.group(1)), at(index)));
        attributes = attributes(header.group(3), at(index));
        for (ChangeNode attribute : attributes) {
            if (ChangeSet.PROPERTIES.contains(attribute.name())) {
                changeSet.add(attribute);
            }
        }
    }

    private void finish() {
        Location place = start;
        if (place != null) {
            if (!conditions.isEmpty()) {
                changeSet.add(new ChangeNode(
                        "preConditions", conditionStart == null ? place : conditionStart, null, conditions));
            }
            List<ChangeNode> settings = new ArrayList<>();
            List<ChangeNode> rollbackSettings = new ArrayList<>();
            for (ChangeNode attribute : attributes) {
                if (attribute.name().startsWith("rollback")) {
                    String name = attribute.name().substring("rollback".length());
                    String lower = name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
                    rollbackSettings.add(leaf(lower, String.valueOf(attribute.text()), place));
                } else if (!ChangeSet.PROPERTIES.contains(attribute.name())) {
                    settings.add(attribute);
                }
            }
            changeSet.add(new ChangeNode("sql", sqlStart == null ? place : sqlStart, sql.toString(), settings));
            Location back = rollbackStart;
            if (back != null) {
                changeSet.add(rollback(back, rollback.toString().strip(), rollbackSettings));
            }
            children.add(new ChangeNode("changeSet", place, null, changeSet));
        }
        changeSet.clear();
        conditions.clear();
        sql.setLength(0);
        rollback.setLength(0);
        start = null;
        sqlStart = null;
        rollbackStart = null;
        conditionStart = null;
    }

    private static ChangeNode rollback(Location place, String text, List<ChangeNode> settings) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("changesetid:")) {
            return new ChangeNode("rollback", place, null, attributes(text, place));
        }
        if (lower.equals("not required") || lower.equals("empty")) {
            return new ChangeNode("rollback", place, null, List.of(new ChangeNode("empty", place, null, List.of())));
        }
        return new ChangeNode("rollback", place, null, List.of(new ChangeNode("sql", place, text, settings)));
    }

    private int rollbackBlock(int index) {
        rollbackStart = rollbackStart == null ? at(index) : rollbackStart;
        for (int i = index + 1; i < lines.size(); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.endsWith("*/")) {
                rollback.append(line, 0, line.length() - 2).append('\n');
                return i;
            }
            rollback.append(line).append('\n');
        }
        throw ChangelogException.malformed(at(index), "the rollback block is never closed");
    }

    private int skipped(int index, String count) {
        if (!count.equalsIgnoreCase("start")) {
            return count.matches("\\d{1,6}") ? index + Integer.parseInt(count) : index;
        }
        for (int i = index + 1; i < lines.size(); i++) {
            Matcher end = IGNORED_LINES.matcher(lines.get(i));
            if (end.matches() && end.group(1).equalsIgnoreCase("end")) {
                return i;
            }
        }
        return lines.size();
    }

    private void condition(int index, String kind, String rest) {
        Location place = at(index);
        conditionStart = conditionStart == null ? place : conditionStart;
        if (kind.equals("sql-check")) {
            Matcher expected = EXPECTED.matcher(rest);
            String result = expected.matches() ? unquoted(expected.group(1)) : "";
            String query = expected.matches() ? expected.group(2) : rest;
            conditions.add(new ChangeNode("sqlCheck", place, query, List.of(leaf("expectedResult", result, place))));
            return;
        }
        String name = kind.equals("table-exists") ? "tableExists" : kind.equals("view-exists") ? "viewExists" : kind;
        List<ChangeNode> parts = new ArrayList<>();
        for (ChangeNode attribute : attributes(rest, place)) {
            String key = attribute.name();
            parts.add(leaf(
                    key.equals("table") || key.equals("view") || key.equals("schema") ? key + "Name" : key,
                    String.valueOf(attribute.text()),
                    place));
        }
        conditions.add(new ChangeNode(name, place, null, parts));
    }

    private static List<ChangeNode> attributes(String text, Location place) {
        List<ChangeNode> found = new ArrayList<>();
        Matcher matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            found.add(leaf(matcher.group(1), unquoted(matcher.group(2)), place));
        }
        return found;
    }

    private static ChangeNode leaf(String name, String value, Location place) {
        return new ChangeNode(name, place, value, List.of());
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1
                && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                && text.charAt(text.length() - 1) == text.charAt(0);
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }

    private Location at(int index) {
        return new Location(display, index + 1, 0);
    }
}
