/**
 * What MariaDB and MySQL have in common, so that each of the two says only how it differs. It is no dialect: nothing here
 * knows which of them it works for, and where they part, a method is left to them.
 *
 * <p>DDL commits by itself, so an operation is one statement wherever the server allows that: a table is created with its
 * indexes and comments, a column is dropped together with what needs it. What the nouns do not know of a column that has
 * to be defined anew ({@code ON UPDATE}, {@code INVISIBLE}) is taken from the server; a script made offline cannot know it.
 *
 * <p>Every foreign key needs an index whose first columns are its own. Where no other key serves, the server makes one
 * under the foreign key's name. Such an index is not in an inspected schema, and it is made and dropped along with what
 * calls for it.
 *
 * <p>What cannot be told, and so is never a difference: the names of primary keys; RESTRICT from NO ACTION; a unique
 * constraint from a unique index on plain columns (it is inspected as the constraint); where AUTO_INCREMENT began; a
 * literal from an expression that the server reduces to one ({@code DEFAULT (-1)}); the name of an enumeration;
 * {@code timestamp} from {@code timestamptz}, which both are {@code datetime}. Names may have 64 characters, whatever their
 * length in bytes; conventional names are kept within 64 bytes. A name with a character beyond U+FFFF, or that ends in
 * white space, is illegal; comments and values of enumerations with such a character are declined, because the catalogue
 * would keep a question mark. The server takes blanks off the end of a value of an enumeration.
 *
 * <p>A table is told from one that was made again in its place by the second in which it was created (see {@code
 * MysqlBaseStructure}). Every ALTER of it makes it another one too, one that is altered back included; TRUNCATE does not, and an
 * OPTIMIZE in a script is seen as what it is. What raw SQL sets, such as {@code ANSI_QUOTES}, changes nothing of that, and is
 * set back behind its revision. A comparison needs the privilege CREATE TEMPORARY TABLES where only the server knows how it spells an expression, and says so; nothing needs PROCESS or SUPER.
 *
 * <p>Imports {@code dialect}, {@code operation}, {@code schema}, {@code sql} and JDBC.
 */
@NullMarked
package dev.trellis.dialect.mysqlbase;

import org.jspecify.annotations.NullMarked;
