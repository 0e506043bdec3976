package dev.trellis.internal.sql;

/**
 * One statement of a script, as it is sent to the database.
 *
 * @param text from its first word to its last, with the comments in between and without the delimiter
 * @param line the line of the file on which it starts, counted from 1
 * @param column the column in characters, counted from 1
 */
public record SqlStatement(String text, int line, int column) {}
