package dev.trellis.error;

/**
 * A place in a text that somebody wrote.
 *
 * @param source the file, or what stands for one (a jar entry, {@code <command line>})
 * @param line the line, counted from 1; 0 when only the file is known
 * @param column the column in characters, counted from 1; 0 when only the line is known
 */
public record Location(String source, int line, int column) {

    /** The file as a whole. */
    public static Location of(String source) {
        return new Location(source, 0, 0);
    }

    /** {@code file:line:column}, as compilers print it and editors follow it. */
    @Override
    public String toString() {
        if (line == 0) {
            return source;
        }
        return column == 0 ? source + ":" + line : source + ":" + line + ":" + column;
    }
}
