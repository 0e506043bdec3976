package dev.trellis.dialect.mysqlbase;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options of indexes that a schema does not contain: visibility, parser, block size, comment. {@code SHOW CREATE TABLE}
 * is their only complete source.
 */
public record IndexOptions(Connection connection) {
    private static final Pattern KEY = Pattern.compile(
            "(?m)^\\s*((?:UNIQUE |FULLTEXT |SPATIAL )?KEY [`\"]((?:[^`\"]|``|\"\")+)[`\"](?: USING \\w+)? \\(.*?\\))( [^(),]*(?:'.*')?[^(),]*?)?,?$");
    private static final Pattern USING_BTREE = Pattern.compile(" USING BTREE");
    private static final Pattern PARSER = Pattern.compile("(?i)\\s*WITH PARSER [`\"]?(\\w+)[`\"]?");
    private static final Pattern COMMENT = Pattern.compile("/\\*!\\d+ (.*?) \\*/");

    /**
     * An index with options.
     *
     * @param definition the index as SHOW CREATE TABLE writes it
     * @param options the options without the parser, with a space in front; empty for none
     * @param parser the parser of a fulltext index; empty for the server's own one
     */
    public record OptionedIndex(String definition, String options, String parser) {}

    /**
     * Returns the indexes of a table that have options, by name.
     *
     * @param quoted the table in quotes
     * @throws SQLException if the driver reports one
     */
    public Map<String, OptionedIndex> of(String quoted) throws SQLException {
        Map<String, OptionedIndex> indexes = new TreeMap<>();
        String shown = ShowCreate.of(connection, "table", quoted);
        Matcher key = KEY.matcher(shown == null ? "" : shown);
        while (key.find()) {
            String options = options(key.group(3));
            if (!options.isEmpty()) {
                Matcher parser = PARSER.matcher(options);
                indexes.put(
                        key.group(2).replace("``", "`"),
                        new OptionedIndex(
                                key.group(1) + options,
                                parser.replaceAll(""),
                                parser.reset().find() ? MysqlBaseTokens.lower(parser.group(1)) : ""));
            }
        }
        return indexes;
    }

    private static String options(@Nullable String tail) {
        String text = tail == null ? "" : USING_BTREE.matcher(tail).replaceAll("");
        String executed = COMMENT.matcher(text).replaceAll("$1").strip();
        return executed.isEmpty() ? "" : " " + executed;
    }
}
