package dev.trellis.error;

/**
 * A place in a file.
 *
 * @param source the file, or a name in place of one: a jar entry, {@code <command line>}
 * @param line the line, counted from 1; 0 if only the file is known
 * @param column the column in characters, counted from 1; 0 if only the line is known
 */
public record Location(String source, int line, int column) {

    /** Returns the location of a whole file. */
    public static Location of(String source) {
        return new Location(source, 0, 0);
    }

    /** Returns {@code file:line:column}, the format that editors recognize. */
    @Override
    public String toString() {
        if (line == 0) {
            return source;
        }
        return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
    }
}
