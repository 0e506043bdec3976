/**
 * YAML with positions. Configuration, scripts and models are all written in it and all read strictly, so the reading is
 * done once, here: a tree of nodes that know their line and column, and a reader of mappings that refuses what it was
 * not asked for. Jackson supplies the tokens; this room adds what data binding throws away (where a thing stood, whether
 * a key was there at all) and refuses what only an attacker needs (anchors, aliases, tags, endless depth). JSON is YAML,
 * so JSON is read as well. Imports only {@code error}.
 */
@NullMarked
package dev.trellis.yaml;

import org.jspecify.annotations.NullMarked;
