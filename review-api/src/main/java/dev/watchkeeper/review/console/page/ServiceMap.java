package dev.watchkeeper.review.console.page;

import dev.watchkeeper.review.console.chart.MapLayout;
import dev.watchkeeper.review.console.chart.ServiceGraph;
import dev.watchkeeper.review.console.chart.ServiceGraph.Edge;
import dev.watchkeeper.review.console.chart.ServiceGraph.Health;
import dev.watchkeeper.review.console.chart.ServiceGraph.Node;
import dev.watchkeeper.review.console.words.Clamp;
import dev.watchkeeper.review.console.words.EntityWords;
import dev.watchkeeper.review.console.words.Quantity;
import dev.watchkeeper.review.evidence.Evidence;
import dev.watchkeeper.schemas.entity.EntityKeys;
import dev.watchkeeper.schemas.featureset.FeatureSet;
import dev.watchkeeper.schemas.featureset.FeatureSets;
import dev.watchkeeper.schemas.record.Alert;
import dev.watchkeeper.schemas.record.Call;
import dev.watchkeeper.schemas.record.Entity;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who calls whom and how they are.
 *
 * @param across laid out for wide pages
 * @param down the same for narrow ones
 * @param shown how many entities are shown
 * @param known how many there are
 * @param summary all of it in a sentence, for those who do not see it
 */
public record ServiceMap(MapLayout across, MapLayout down, int shown, int known, String summary) {

    /** Up to here all entities are shown; beyond, the unhealthy ones and their neighbours. */
    static final int FEW = 14;

    private static final long SEEN_WITHIN_MILLIS = 15 * 60_000;
    private static final double BAD_SHARE = 0.01;

    /** The map as of the newest vectors; empty where there are none. */
    static Optional<ServiceMap> of(Evidence evidence) {
        List<FeatureVector> vectors =
                evidence.entities().services(evidence.entities().newestMillis() - SEEN_WITHIN_MILLIS);
        if (vectors.isEmpty()) {
            return Optional.empty();
        }
        ServiceGraph all = new Building(evidence).graph(vectors);
        ServiceGraph shown = all.atMost(FEW);
        return Optional.of(new ServiceMap(
                MapLayout.of(shown, MapLayout.Direction.ACROSS),
                MapLayout.of(shown, MapLayout.Direction.DOWN),
                shown.nodes().size(),
                all.nodes().size(),
                summary(all)));
    }

    private static String summary(ServiceGraph graph) {
        List<String> odd = graph.nodes().stream()
                .filter(node -> node.health() == Health.ODD || node.health() == Health.CAUSE)
                .map(node -> node.label() + (node.health() == Health.CAUSE ? " (first cause)" : ""))
                .toList();
        return Quantity.count(graph.nodes().size(), "entity", "entities") + ", "
                + (odd.isEmpty() ? "all well" : "odd: " + String.join(", ", odd));
    }

    private static final class Building {
        private final Evidence evidence;
        private final Map<String, Health> health = new HashMap<>();
        private final FeatureSet set = FeatureSets.service();

        Building(Evidence evidence) {
            this.evidence = evidence;
            for (Incident incident : evidence.incidents().open()) {
                for (Alert alert : incident.getAlerts()) {
                    if (alert.getClosedAtMillis() == null) {
                        health.putIfAbsent(EntityKeys.key(EntityKeys.service(alert.getEntity())), Health.ODD);
                    }
                }
                @Nullable Entity cause = IncidentSeries.cause(incident);
                if (cause != null) {
                    health.put(EntityKeys.key(cause), Health.CAUSE);
                }
            }
        }

        ServiceGraph graph(List<FeatureVector> vectors) {
            Map<String, Node> nodes = new LinkedHashMap<>();
            List<Edge> edges = new ArrayList<>();
            Map<String, double[]> called = new LinkedHashMap<>();
            Map<String, Entity> callees = new LinkedHashMap<>();
            for (FeatureVector vector : vectors) {
                nodes.put(EntityKeys.key(vector.getEntity()), service(vector));
                for (Call call : vector.getCalls()) {
                    String callee = EntityKeys.key(call.getCallee());
                    callees.putIfAbsent(callee, call.getCallee());
                    double[] sum = called.computeIfAbsent(callee, key -> new double[2]);
                    sum[0] += call.getRequests();
                    sum[1] += call.getErrors();
                    edges.add(edge(vector.getEntity(), call));
                }
            }
            callees.forEach((key, entity) ->
                    nodes.computeIfAbsent(key, absent -> callee(entity, called.getOrDefault(key, new double[2]))));
            return new ServiceGraph(List.copyOf(nodes.values()), edges);
        }

        private Node service(FeatureVector vector) {
            @Nullable Double rate = value(vector, "request_rate");
            @Nullable Double errors = value(vector, "error_ratio");
            @Nullable Double p95 = value(vector, "duration_p95");
            String fails = fails(errors);
            String title = EntityWords.full(vector.getEntity()) + ": "
                    + Quantity.number(rate == null ? 0 : rate) + "/s" + (fails.isEmpty() ? "" : ", " + fails)
                    + (p95 == null ? "" : ", p95 " + Quantity.seconds(p95));
            return node(vector.getEntity(), fails, title, Health.WELL, rate == null ? 0 : rate);
        }

        private @Nullable Double value(FeatureVector vector, String feature) {
            if (!vector.getFeatureSet().equals(set.reference())) {
                return null;
            }
            int at = set.index(feature);
            return at < vector.getValues().size() ? vector.getValues().get(at) : null;
        }

        private Node callee(Entity entity, double[] sum) {
            @Nullable Double share = sum[0] > 0 ? Double.valueOf(sum[1] / sum[0]) : null;
            String fails = fails(share);
            String title = EntityWords.full(entity) + ": " + Quantity.number(sum[0]) + "/s"
                    + (fails.isEmpty() ? "" : ", " + fails);
            return node(entity, fails, title, Health.UNSEEN, sum[0]);
        }

        private Node node(Entity entity, String fails, String title, Health otherwise, double traffic) {
            String key = EntityKeys.key(entity);
            Health known = health.getOrDefault(key, otherwise);
            if (known != Health.CAUSE && evidence.series().alerting(entity)) {
                known = Health.ODD;
            }
            // A database is named system/namespace: its own name first, what it is in the second line.
            String name = entity.getName();
            int slash = entity.getType() == EntityType.DATABASE ? name.indexOf('/') : -1;
            String label = slash > 0 && slash < name.length() - 1 ? name.substring(slash + 1) : name;
            String system = label.equals(name) ? "" : Clamp.text(name.substring(0, slash), 12);
            return new Node(
                    key,
                    Clamp.text(label, known == Health.WELL || known == Health.UNSEEN ? 16 : 11),
                    Quantity.number(traffic) + "/s",
                    fails.isEmpty() ? system : fails,
                    title + words(known),
                    EntityWords.kind(entity),
                    known,
                    traffic);
        }

        private static String words(Health health) {
            return switch (health) {
                case WELL, UNSEEN -> "";
                case ODD -> "; behaves oddly";
                case CAUSE -> "; held to be the first cause";
            };
        }

        private static String fails(@Nullable Double errors) {
            return errors == null || errors <= 0 ? "" : Quantity.ratio(errors) + " fail";
        }

        private static Edge edge(Entity caller, Call call) {
            double share = call.getRequests() > 0 ? call.getErrors() / call.getRequests() : 0;
            String title = EntityWords.name(caller) + " calls " + EntityWords.name(call.getCallee()) + ": "
                    + Quantity.number(call.getRequests()) + "/s, " + Quantity.ratio(share) + " fail, p95 "
                    + Quantity.seconds(call.getP95Seconds());
            return new Edge(
                    EntityKeys.key(caller),
                    EntityKeys.key(call.getCallee()),
                    Quantity.number(call.getRequests()) + "/s",
                    share > 0 ? Quantity.ratio(share) : "",
                    title,
                    share >= BAD_SHARE);
        }
    }
}
