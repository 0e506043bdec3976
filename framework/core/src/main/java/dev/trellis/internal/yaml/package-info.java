/**
 * YAML with positions. Configuration, scripts and models are all YAML and all read strictly, so the reading is done
 * once, here: a tree of nodes that know their line and column, and a reader of mappings that rejects unknown keys.
 * Jackson supplies the tokens; this package adds what data binding discards (the position of a value, whether a key
 * was present at all) and rejects what only an attacker needs (anchors, aliases, tags, unlimited depth). JSON is
 * YAML, so JSON is read as well.
 */
@NullMarked
package dev.trellis.internal.yaml;

import org.jspecify.annotations.NullMarked;
