/**
 * Writers of drawings: SVG, Mermaid, DOT and DBML. Each writer takes values of {@code project} and returns a text. The same
 * values give the same text. Names come from scripts of several parties, so each writer escapes every text.
 */
@NullMarked
package dev.trellis.internal.diagram.format;

import org.jspecify.annotations.NullMarked;
