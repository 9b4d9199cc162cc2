package dev.watchkeeper.review.console.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls whom: what the service map shows.
 *
 * @param nodes by id, no id twice
 * @param edges between nodes of this graph only
 */
public record ServiceGraph(List<Node> nodes, List<Edge> edges) {

    /** How an entity is. */
    public enum Health {
        /** Nothing odd. */
        WELL,
        /** It alerts. */
        ODD,
        /** It alerts and is held to be the first cause. */
        CAUSE,
        /** Nothing is known of it but that it is called. */
        UNSEEN
    }

    /**
     * An entity.
     *
     * @param id its key
     * @param label its name, clamped
     * @param rate its traffic, in words; may be empty
     * @param second its failures, or what kind of thing it is; may be empty
     * @param title all that is known, for pointers and screen readers
     * @param kind service, database, queue, …: draws its shape
     * @param health how it is
     * @param traffic requests a second, to choose by
     */
    public record Node(
            String id,
            String label,
            String rate,
            String second,
            String title,
            String kind,
            Health health,
            double traffic) {

        /** Rate and second in one line. */
        public String detail() {
            return second.isEmpty() ? rate : rate + " · " + second;
        }
    }

    /**
     * Calls between two.
     *
     * @param from caller
     * @param to callee
     * @param label rate in words
     * @param errors failed share in words; empty where none fails
     * @param title all that is known
     * @param bad whether failures stand out
     */
    public record Edge(String from, String to, String label, String errors, String title, boolean bad) {}

    public ServiceGraph {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /**
     * The graph where it is small; else the unhealthy entities and their neighbours, or, when all are well, those with
     * most traffic.
     */
    public ServiceGraph atMost(int max) {
        if (nodes.size() <= max) {
            return this;
        }
        Set<String> kept = new LinkedHashSet<>();
        nodes.stream()
                .sorted(Comparator.comparing((Node node) -> node.health() == Health.CAUSE ? 0 : 1)
                        .thenComparing(Comparator.comparingDouble(Node::traffic).reversed()))
                .filter(node -> node.health() == Health.CAUSE || node.health() == Health.ODD)
                .limit(max)
                .forEach(node -> kept.add(node.id()));
        for (String unhealthy : List.copyOf(kept)) {
            for (Edge edge : edges) {
                if (kept.size() < max
                        && (edge.from().equals(unhealthy) || edge.to().equals(unhealthy))) {
                    kept.add(edge.from());
                    kept.add(edge.to());
                }
            }
        }
        if (kept.isEmpty()) {
            nodes.stream()
                    .sorted(Comparator.comparingDouble(Node::traffic).reversed())
                    .limit(max)
                    .forEach(node -> kept.add(node.id()));
        }
        return new ServiceGraph(
                nodes.stream().filter(node -> kept.contains(node.id())).toList(),
                edges.stream()
                        .filter(edge -> kept.contains(edge.from()) && kept.contains(edge.to()))
                        .toList());
    }

    /** The edges with those that would close a cycle turned round, and no loops: what layers are made from. */
    List<String[]> acyclic() {
        Map<String, List<String>> out = new LinkedHashMap<>();
        nodes.stream().map(Node::id).sorted().forEach(id -> out.put(id, new ArrayList<>()));
        for (Edge edge : edges) {
            List<String> callees = out.get(edge.from());
            if (callees != null && out.containsKey(edge.to()) && !edge.from().equals(edge.to())) {
                callees.add(edge.to());
            }
        }
        Set<String> called = new LinkedHashSet<>();
        out.values().forEach(called::addAll);
        Map<String, Boolean> onPath = new LinkedHashMap<>();
        List<String[]> forward = new ArrayList<>();
        // From the entrances first, so that a cycle is cut where it leads back.
        out.keySet().stream().filter(id -> !called.contains(id)).forEach(id -> walk(id, out, onPath, forward));
        out.keySet().forEach(id -> walk(id, out, onPath, forward));
        return forward;
    }

    private static void walk(
            String start, Map<String, List<String>> out, Map<String, Boolean> onPath, List<String[]> forward) {
        if (onPath.containsKey(start)) {
            return;
        }
        List<String> path = new ArrayList<>(List.of(start));
        Map<String, Integer> next = new LinkedHashMap<>();
        onPath.put(start, true);
        while (!path.isEmpty()) {
            String at = path.get(path.size() - 1);
            List<String> callees = out.getOrDefault(at, List.of());
            int place = next.merge(at, 1, Integer::sum) - 1;
            if (place >= callees.size()) {
                onPath.put(at, false);
                path.remove(path.size() - 1);
                continue;
            }
            String callee = callees.get(place);
            @Nullable Boolean state = onPath.get(callee);
            if (Boolean.TRUE.equals(state)) {
                forward.add(new String[] {callee, at});
            } else {
                forward.add(new String[] {at, callee});
            }
            if (state == null) {
                onPath.put(callee, true);
                path.add(callee);
            }
        }
    }
}
