package dev.trellis.adopt.liquibase;

import dev.trellis.error.Location;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of rows.
 *
 * @param header the names of the columns
 * @param rows the rows, each with one value for each column
 */
record CsvFile(List<String> header, List<List<String>> rows) {

    CsvFile {
        header = List.copyOf(header);
        rows = List.copyOf(rows);
    }

    /** Reads a file. Empty lines, and lines that begin with the text of a comment, are left out. */
    static CsvFile parse(ChangelogFile file, Charset encoding, char separator, char quote, String comment) {
        String text = file.text(encoding);
        List<String> header = List.of();
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean isQuoted = false;
        int line = 1;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? '\n' : text.charAt(i);
            if (isQuoted && i < text.length()) {
                if (c == quote && i + 1 < text.length() && text.charAt(i + 1) == quote) {
                    value.append(quote);
                    i++;
                } else if (c == quote) {
                    isQuoted = false;
                } else {
                    value.append(c);
                }
            } else if (c == quote) {
                isQuoted = true;
            } else if (c == separator) {
                row.add(value.toString().strip());
                value.setLength(0);
            } else if (c == '\n') {
                row.add(value.toString().strip());
                value.setLength(0);
                boolean isEmpty = row.size() == 1 && row.get(0).isEmpty();
                boolean isComment = !comment.isEmpty() && row.get(0).startsWith(comment);
                if (!isEmpty && header.isEmpty()) {
                    header = List.copyOf(row);
                } else if (!isEmpty && !isComment) {
                    rows.add(row(row, header, file, line));
                }
                row.clear();
            } else {
                value.append(c);
            }
            line += c == '\n' ? 1 : 0;
        }
        if (isQuoted || header.isEmpty()) {
            throw ChangelogException.malformed(
                    file.location(), isQuoted ? "a quoted value is never closed" : "it has no header");
        }
        return new CsvFile(header, rows);
    }

    private static List<String> row(List<String> row, List<String> header, ChangelogFile file, int line) {
        if (row.size() != header.size()) {
            throw ChangelogException.malformed(
                    new Location(file.display(), line, 0),
                    "the row has " + row.size() + " values, and the header " + header.size());
        }
        return List.copyOf(row);
    }
}
