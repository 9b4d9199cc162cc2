package dev.watchkeeper.jobs.detection.incident;

import dev.watchkeeper.jobs.detection.alert.EntityNews;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who calls whom, as far as it was seen within the edges' life. Immutable.
 *
 * @param edges by {@code caller key → callee key}, in that order
 */
public record Topology(Map<String, Edge> edges) {

    /** Nothing seen. */
    public static Topology unknown() {
        return new Topology(Map.of());
    }

    /** With all news of one step; edges not seen for longer than their life before the newest are left out. */
    Topology with(List<EntityNews> news, long lifeMillis) {
        if (news.isEmpty()) {
            return this;
        }
        long newest = news.stream().mapToLong(EntityNews::timeMillis).max().orElseThrow();
        Map<String, Edge> all = new TreeMap<>(edges);
        for (EntityNews item : news) {
            String caller = EntityKeys.key(item.entity());
            for (Call call : item.calls()) {
                all.put(key(caller, EntityKeys.key(call.getCallee())), Edge.of(item.entity(), call, item.timeMillis()));
            }
        }
        all.values().removeIf(edge -> newest - edge.lastMillis() > lifeMillis);
        return new Topology(all);
    }

    private static String key(String caller, String callee) {
        return caller + " → " + callee;
    }

    /** Whether one calls the other, either way. */
    boolean adjacent(String one, String other) {
        return edges.containsKey(key(one, other)) || edges.containsKey(key(other, one));
    }

    /** Whether the caller calls the callee. */
    boolean calls(String caller, String callee) {
        return edges.containsKey(key(caller, callee));
    }

    /** The callees of an entity. */
    List<Entity> callees(String caller) {
        return edges.values().stream()
                .filter(edge -> EntityKeys.key(edge.caller()).equals(caller))
                .map(Edge::callee)
                .toList();
    }

    /** The callers of an entity. */
    List<Entity> callers(String callee) {
        return edges.values().stream()
                .filter(edge -> EntityKeys.key(edge.callee()).equals(callee))
                .map(Edge::caller)
                .toList();
    }

    /** The edges that touch one of the entities. */
    List<Edge> touching(java.util.Set<String> entities) {
        List<Edge> touching = new ArrayList<>();
        for (Edge edge : edges.values()) {
            if (entities.contains(EntityKeys.key(edge.caller())) || entities.contains(EntityKeys.key(edge.callee()))) {
                touching.add(edge);
            }
        }
        return touching;
    }
}
