/**
 * YAML with locations. The configuration, scripts and models are YAML and are read strictly:
 * {@link dev.trellis.internal.yaml.YamlReader} builds a tree of nodes with line and column, and
 * {@link dev.trellis.internal.yaml.MappingReader} rejects unknown keys. Jackson supplies the tokens. This package keeps the
 * facts that data binding loses (the location of a value, whether a key is present) and rejects the features that only an
 * attacker needs (anchors, aliases, tags, unlimited depth). JSON is YAML, so JSON is accepted as well.
 */
@NullMarked
package dev.trellis.internal.yaml;

import org.jspecify.annotations.NullMarked;
