package dev.trellis.revision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Runs the queries of a group of conformance cases on its graph. */
final class GraphQuestions {
    private final List<Revision> revisions = new ArrayList<>();
    private final Map<String, String> locationOf = new HashMap<>();
    private final List<String> locations;

    GraphQuestions(JsonNode group) {
        for (JsonNode node : group.get("graph")) {
            Revision revision = new Revision(
                    node.get("revision").asString(),
                    texts(node.path("down_revision")),
                    new LinkedHashSet<>(texts(node.path("branch_labels"))),
                    texts(node.path("depends_on")));
            revisions.add(revision);
            if (node.has("location")) {
                locationOf.put(revision.id(), node.get("location").asString());
            }
        }
        locations = texts(group.path("locations"));
    }

    GraphConformance.Answer answer(JsonNode query) {
        RevisionGraph graph = RevisionGraph.of(revisions);
        Heads heads = Heads.of(texts(query.path("current")));
        String target = query.path("target").asString("");
        boolean offline = query.path("offline").asBoolean(false);
        return switch (query.get("kind").asString()) {
            case "load" -> new Load(graph);
            case "heads" ->
                new Members(query.path("effective").asBoolean(false) ? graph.effectiveHeads() : graph.heads());
            case "bases" -> new Members(graph.bases());
            case "branches" -> new BranchPoints(graph);
            case "resolve" ->
                query.path("single").asBoolean(false)
                        ? new Single(graph.resolveOne(target).map(Revision::id).orElse(null))
                        : new Resolved(graph.resolve(target));
            case "upgrade" -> new Planned(graph, offline ? graph.upgradeOffline(target) : graph.upgrade(heads, target));
            case "downgrade" ->
                new Planned(graph, offline ? graph.downgradeOffline(target) : graph.downgrade(heads, target));
            case "stamp" -> {
                List<String> targets = texts(query.get("targets"));
                boolean purge = query.path("purge").asBoolean(false);
                yield new Stamped(offline ? graph.stampOffline(targets, purge) : graph.stamp(heads, targets, purge));
            }
            case "history" -> {
                JsonNode range = query.path("range");
                yield new Listed(graph, graph.history(range.isString() ? range.asString() : null, heads));
            }
            case "current" -> {
                if (query.path("check_heads").asBoolean(false)) {
                    graph.checkUpToDate(heads);
                }
                yield new Members(graph.current(heads));
            }
            case "up_to_date" -> {
                boolean upToDate = graph.upToDate(heads);
                yield expect -> expect.get("up_to_date").asBoolean() == upToDate;
            }
            case "place" -> {
                Revision placed = graph.place(new PlacementRequest(
                        query.get("rev_id").asString(),
                        query.get("head").asString(),
                        query.path("splice").asBoolean(false),
                        Set.copyOf(texts(query.path("branch_label"))),
                        texts(query.path("depends_on"))));
                yield new Placed(graph, placed, location(query, placed));
            }
            case "merge" -> {
                Revision merged = graph.merge(
                        query.get("rev_id").asString(),
                        texts(query.get("revisions")),
                        query.path("splice").asBoolean(false),
                        Set.copyOf(texts(query.path("branch_label"))));
                yield new Placed(graph, merged, location(query, merged));
            }
            default -> throw new IllegalArgumentException("unknown kind: " + query);
        };
    }

    private @Nullable String location(JsonNode query, Revision placed) {
        if (locations.isEmpty()) {
            return null;
        }
        List<String> ofParents =
                placed.downRevisions().stream().map(locationOf::get).toList();
        return Locations.choose(
                locations, query.has("location") ? query.get("location").asString() : null, ofParents);
    }

    private static List<String> texts(JsonNode node) {
        if (node.isString()) {
            return List.of(node.asString());
        }
        List<String> texts = new ArrayList<>();
        node.forEach(element -> texts.add(element.asString()));
        return texts;
    }

    private static List<String> sorted(List<Revision> revisions) {
        return Revision.ids(revisions).stream().sorted().toList();
    }

    private record Members(List<Revision> revisions) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            return sorted(revisions).equals(texts(expect.get("revisions")));
        }
    }

    private record Single(@Nullable String revision) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            JsonNode wanted = expect.get("revision");
            return wanted.isNull() ? revision == null : wanted.asString().equals(revision);
        }
    }

    private record Resolved(Resolution resolution) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            List<String> found = Stream.concat(
                            resolution.revisions().stream().map(Revision::id),
                            Stream.generate(() -> "<base>").limit(resolution.stepsToBase()))
                    .sorted()
                    .toList();
            return found.equals(texts(expect.get("revisions")));
        }
    }

    private record Stamped(Stamp stamp) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            return !expect.has("final")
                    || Set.copyOf(texts(expect.get("final")))
                            .equals(stamp.after().ids());
        }
    }

    private record BranchPoints(RevisionGraph graph) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            Map<String, List<String>> found = new TreeMap<>();
            graph.branchPoints().forEach(point -> found.put(point.id(), sorted(graph.children(point.id()))));
            Map<String, List<String>> wanted = new TreeMap<>();
            expect.get("branches").properties().forEach(e -> wanted.put(e.getKey(), texts(e.getValue())));
            return found.equals(wanted);
        }
    }

    private record Load(RevisionGraph graph) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            Map<String, List<String>> labels = new TreeMap<>();
            graph.revisions().stream()
                    .filter(r -> !graph.labels(r.id()).isEmpty())
                    .forEach(r -> labels.put(r.id(), List.copyOf(graph.labels(r.id()))));
            Map<String, List<String>> wanted = new TreeMap<>();
            expect.get("labels").properties().forEach(e -> wanted.put(e.getKey(), texts(e.getValue())));
            return sorted(graph.heads()).equals(texts(expect.get("heads")))
                    && sorted(graph.effectiveHeads()).equals(texts(expect.get("effective_heads")))
                    && sorted(graph.bases()).equals(texts(expect.get("bases")))
                    && sorted(graph.branchPoints()).equals(texts(expect.get("branch_points")))
                    && sorted(graph.mergePoints()).equals(texts(expect.get("merge_points")))
                    && labels.equals(wanted);
        }
    }

    private record Planned(RevisionGraph graph, Plan plan) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            List<String> wanted = new ArrayList<>();
            expect.get("steps").forEach(step -> wanted.add(step.get("revision").asString()));
            List<String> found = Revision.ids(plan.revisions());
            boolean rowsFit = plan.rowsAfter(found.size()).equals(plan.end())
                    && (!expect.has("final")
                            || Set.copyOf(texts(expect.get("final")))
                                    .equals(plan.end().ids()));
            if (expect.get("order").asString().equals("exact")) {
                return rowsFit && found.equals(wanted) && rowsBetweenFit(expect);
            }
            return rowsFit
                    && found.size() == wanted.size()
                    && new TreeSet<>(found).equals(new TreeSet<>(wanted))
                    && opsFit(expect)
                    && isWellFormed();
        }

        @Override
        public boolean isWellFormed() {
            List<String> ids = Revision.ids(plan.revisions());
            boolean up = plan.steps().stream().allMatch(s -> s.direction() == Direction.UPGRADE);
            return plan.rowsAfter(ids.size()).equals(plan.end())
                    && NaiveGraph.of(graph.revisions()).isOrder(ids, up);
        }

        private boolean rowsBetweenFit(JsonNode expect) {
            Heads heads = plan.start();
            for (int i = 0; i < plan.steps().size(); i++) {
                JsonNode step = expect.get("steps").get(i);
                Step ours = plan.steps().get(i);
                heads = heads.after(ours);
                if (step.has("versions_after")
                        && !Set.copyOf(texts(step.get("versions_after"))).equals(heads.ids())) {
                    return false;
                }
            }
            return opsFit(expect);
        }

        /** Compares the directions; all steps of a plan have the same one, so their order does not matter. */
        private boolean opsFit(JsonNode expect) {
            for (int i = 0; i < plan.steps().size(); i++) {
                String op = expect.get("steps").get(i).get("op").asString();
                if (!op.equalsIgnoreCase(plan.steps().get(i).direction().name())) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return Revision.ids(plan.revisions()) + " to " + plan.end();
        }
    }

    private record Listed(RevisionGraph graph, List<Revision> revisions) implements GraphConformance.Answer {
        @Override
        public boolean isSameAs(JsonNode expect) {
            List<String> found = Revision.ids(revisions);
            List<String> wanted = texts(expect.get("revisions"));
            if (expect.get("order").asString().equals("exact")) {
                return found.equals(wanted);
            }
            return found.size() == wanted.size()
                    && new TreeSet<>(found).equals(new TreeSet<>(wanted))
                    && NaiveGraph.of(graph.revisions()).isOrder(found, false);
        }

        @Override
        public String toString() {
            return Revision.ids(revisions).toString();
        }
    }

    private record Placed(
            RevisionGraph graph, Revision placed, @Nullable String location) implements GraphConformance.Answer {
        @Override
        public boolean isWellFormed() {
            return graph.with(placed).find(placed.id()).filter(placed::equals).isPresent();
        }

        @Override
        public boolean isSameAs(JsonNode expect) {
            JsonNode wanted = expect.get("new");
            boolean same = placed.id().equals(wanted.get("revision").asString())
                    && Set.copyOf(placed.downRevisions()).equals(Set.copyOf(texts(wanted.get("down_revision"))))
                    && Set.copyOf(placed.dependsOn()).equals(Set.copyOf(texts(wanted.get("depends_on"))))
                    && placed.branchLabels().equals(Set.copyOf(texts(wanted.get("branch_labels"))))
                    && (!wanted.has("location")
                            || wanted.get("location").asString().equals(location));
            JsonNode after = expect.get("after");
            if (!same || after.has("error")) {
                return false;
            }
            RevisionGraph with = graph.with(placed);
            return isWellFormed()
                    && sorted(with.heads()).equals(texts(after.get("heads")))
                    && sorted(with.effectiveHeads()).equals(texts(after.get("effective_heads")))
                    && sorted(with.bases()).equals(texts(after.get("bases")));
        }
    }
}
