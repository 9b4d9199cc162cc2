package dev.watchkeeper.review.console.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Places a service graph in layers, callers before callees: longest path for the layer, a stand-in on every layer
 * that an edge passes, barycentres for the order, neighbours' means for the place. The same graph gives the same
 * drawing, so the map does not jump while numbers change.
 *
 * @param direction which way calls run
 * @param width of the drawing, px
 * @param height of the drawing, px
 * @param boxes the nodes, placed
 * @param lines the edges, placed
 */
public record MapLayout(Direction direction, int width, int height, List<Box> boxes, List<Line> lines) {

    /** Which way calls run. */
    public enum Direction {
        /** Left to right, for wide pages. */
        ACROSS(136, 44),
        /** Top to bottom, for narrow ones: three boxes beside each other fit a telephone. */
        DOWN(104, 58);

        private final int boxWidth;
        private final int boxHeight;

        Direction(int boxWidth, int boxHeight) {
            this.boxWidth = boxWidth;
            this.boxHeight = boxHeight;
        }

        /** Width of a box, px. */
        public int boxWidth() {
            return boxWidth;
        }

        /** Height of a box, px. */
        public int boxHeight() {
            return boxHeight;
        }
    }

    /** A node and its upper left corner. */
    public record Box(ServiceGraph.Node node, int x, int y) {}

    /** An edge, its path and its label's centre. */
    public record Line(ServiceGraph.Edge edge, String path, int labelX, int labelY) {}

    private static final int EDGE = 2;
    private static final int SWEEPS = 8;

    private static final class Place {
        private final int layer;
        private final boolean real;
        private final List<Place> before = new ArrayList<>();
        private final List<Place> after = new ArrayList<>();
        private double order;
        private double at;

        Place(int layer, boolean real) {
            this.layer = layer;
            this.real = real;
        }
    }

    /** Lays a graph out. */
    public static MapLayout of(ServiceGraph graph, Direction direction) {
        return new Placing(graph, direction).layout();
    }

    private static final class Placing {
        private final ServiceGraph graph;
        private final Direction direction;
        private final boolean across;
        private final int boxWidth;
        private final int boxHeight;
        private final Map<String, Place> places = new HashMap<>();
        private final List<List<Place>> layers = new ArrayList<>();
        private final Map<String, List<Place>> routes = new HashMap<>();

        Placing(ServiceGraph graph, Direction direction) {
            this.graph = graph;
            this.direction = direction;
            this.across = direction == Direction.ACROSS;
            this.boxWidth = direction.boxWidth();
            this.boxHeight = direction.boxHeight();
        }

        MapLayout layout() {
            List<String[]> forward = graph.acyclic();
            layer(forward);
            route(forward);
            order();
            settle();
            return draw();
        }

        private void layer(List<String[]> forward) {
            Map<String, Integer> depth = new HashMap<>();
            graph.nodes().forEach(node -> depth.put(node.id(), 0));
            boolean moved = true;
            for (int round = 0; moved && round <= depth.size(); round++) {
                moved = false;
                for (String[] edge : forward) {
                    int least = depth.getOrDefault(edge[0], 0) + 1;
                    if (depth.getOrDefault(edge[1], 0) < least) {
                        depth.put(edge[1], least);
                        moved = true;
                    }
                }
            }
            graph.nodes().stream()
                    .sorted(Comparator.comparing(ServiceGraph.Node::id))
                    .forEach(node -> places.put(node.id(), add(depth.getOrDefault(node.id(), 0), true)));
        }

        private Place add(int layer, boolean real) {
            while (layers.size() <= layer) {
                layers.add(new ArrayList<>());
            }
            Place place = new Place(layer, real);
            place.order = layers.get(layer).size();
            layers.get(layer).add(place);
            return place;
        }

        private void route(List<String[]> forward) {
            for (String[] edge : forward) {
                Place from = places.get(edge[0]);
                Place to = places.get(edge[1]);
                if (from == null || to == null || routes.containsKey(edge[0] + '\n' + edge[1])) {
                    continue;
                }
                List<Place> route = new ArrayList<>(List.of(from));
                for (int layer = from.layer + 1; layer < to.layer; layer++) {
                    route.add(add(layer, false));
                }
                route.add(to);
                for (int i = 1; i < route.size(); i++) {
                    route.get(i - 1).after.add(route.get(i));
                    route.get(i).before.add(route.get(i - 1));
                }
                routes.put(edge[0] + '\n' + edge[1], route);
            }
        }

        private void order() {
            for (int sweep = 0; sweep < SWEEPS; sweep++) {
                boolean down = sweep % 2 == 0;
                for (int i = 0; i < layers.size(); i++) {
                    List<Place> layer = layers.get(down ? i : layers.size() - 1 - i);
                    for (Place place : layer) {
                        List<Place> neighbours = down ? place.before : place.after;
                        place.order = neighbours.stream()
                                .mapToDouble(each -> each.order)
                                .average()
                                .orElse(place.order);
                    }
                    layer.sort(Comparator.comparingDouble(place -> place.order));
                    for (int rank = 0; rank < layer.size(); rank++) {
                        layer.get(rank).order = rank;
                    }
                }
            }
        }

        private void settle() {
            for (List<Place> layer : layers) {
                double at = 0;
                for (Place place : layer) {
                    place.at = at + room(place) / 2.0;
                    at += room(place);
                }
                double centre = at / 2;
                layer.forEach(place -> place.at -= centre);
            }
            for (int round = 0; round < 24; round++) {
                for (List<Place> layer : layers) {
                    for (Place place : layer) {
                        double sum = 0;
                        int n = 0;
                        for (Place each : place.before) {
                            sum += each.at;
                            n++;
                        }
                        for (Place each : place.after) {
                            sum += each.at;
                            n++;
                        }
                        if (n > 0) {
                            place.at = (place.at + sum / n) / 2;
                        }
                    }
                    spread(layer);
                }
            }
        }

        /** Pushes overlapping places apart, keeping their order and their common centre. */
        private void spread(List<Place> layer) {
            double before =
                    layer.stream().mapToDouble(place -> place.at).average().orElse(0);
            for (int i = 1; i < layer.size(); i++) {
                double least = layer.get(i - 1).at + (room(layer.get(i - 1)) + room(layer.get(i))) / 2.0;
                layer.get(i).at = Math.max(layer.get(i).at, least);
            }
            double now = layer.stream().mapToDouble(place -> place.at).average().orElse(0);
            layer.forEach(place -> place.at += before - now);
        }

        /** How much of its layer a place takes. */
        private int room(Place place) {
            if (across) {
                return place.real ? boxHeight + 28 : 32;
            }
            return place.real ? boxWidth + 12 : 24;
        }

        private MapLayout draw() {
            double least = layers.stream()
                    .flatMap(List::stream)
                    .mapToDouble(place -> place.at - room(place) / 2.0)
                    .min()
                    .orElse(0);
            double most = layers.stream()
                    .flatMap(List::stream)
                    .mapToDouble(place -> place.at + room(place) / 2.0)
                    .max()
                    .orElse(0);
            int breadth = (int) Math.ceil(most - least);
            int depth = Math.max(1, layers.size());
            int width = across ? depth * boxWidth + (depth - 1) * step() + 2 * EDGE : breadth + 2 * EDGE;
            int height = across ? breadth + 2 * EDGE : depth * boxHeight + (depth - 1) * step() + 2 * EDGE;
            List<Box> boxes = new ArrayList<>();
            for (ServiceGraph.Node node : graph.nodes()) {
                Place place = places.get(node.id());
                if (place != null) {
                    int along = EDGE + place.layer * (step() + (across ? boxWidth : boxHeight));
                    int beside = (int) Math.round(EDGE + place.at - least - (across ? boxHeight : boxWidth) / 2.0);
                    boxes.add(across ? new Box(node, along, beside) : new Box(node, beside, along));
                }
            }
            List<Line> lines = new ArrayList<>();
            for (ServiceGraph.Edge edge : graph.edges()) {
                List<Place> route = routes.get(edge.from() + '\n' + edge.to());
                boolean back = route == null;
                if (back) {
                    route = routes.get(edge.to() + '\n' + edge.from());
                }
                if (route != null) {
                    lines.add(line(edge, route, back, least));
                }
            }
            return new MapLayout(direction, width, height, boxes, lines);
        }

        /** Room between two layers: what an edge's label needs. */
        private int step() {
            return across ? 108 : 60;
        }

        private Line line(ServiceGraph.Edge edge, List<Place> route, boolean back, double least) {
            double size = across ? boxWidth : boxHeight;
            StringBuilder path = new StringBuilder();
            double labelAlong = 0;
            double labelBeside = 0;
            int middle = (route.size() - 1) / 2;
            for (int i = 1; i < route.size(); i++) {
                double fromAlong = EDGE + route.get(i - 1).layer * (step() + size) + size;
                double toAlong = EDGE + route.get(i).layer * (step() + size);
                double fromBeside = EDGE + route.get(i - 1).at - least + (back ? 8 : 0);
                double toBeside = EDGE + route.get(i).at - least + (back ? 8 : 0);
                if (i == 1) {
                    path.append('M').append(point(fromAlong, fromBeside));
                } else {
                    // Straight through the layer that is only passed.
                    path.append('L').append(point(fromAlong, fromBeside));
                }
                double half = (fromAlong + toAlong) / 2;
                path.append('C')
                        .append(point(half, fromBeside))
                        .append(' ')
                        .append(point(half, toBeside))
                        .append(' ')
                        .append(point(toAlong, toBeside));
                if (i - 1 == middle) {
                    labelAlong = half;
                    labelBeside = (fromBeside + toBeside) / 2;
                }
            }
            int x = (int) Math.round(across ? labelAlong : labelBeside);
            int y = (int) Math.round(across ? labelBeside : labelAlong);
            return new Line(edge, path.toString(), x, y);
        }

        private String point(double along, double beside) {
            double x = across ? along : beside;
            double y = across ? beside : along;
            return String.format(Locale.ROOT, "%.1f %.1f", x, y);
        }
    }
}
