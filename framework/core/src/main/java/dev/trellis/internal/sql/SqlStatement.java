package dev.trellis.internal.sql;

/**
 * One statement of a script, as Trellis sends it to the database.
 *
 * @param text the statement from its first token to its last, with the comments in between, without the delimiter
 * @param line the line of the file on which the statement starts, counted from 1
 * @param column the column in characters, counted from 1
 */
public record SqlStatement(String text, int line, int column) {}
