package dev.watchkeeper.review.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.console.chart.MapLayout.Box;
import dev.watchkeeper.review.console.chart.MapLayout.Direction;
import dev.watchkeeper.review.console.chart.ServiceGraph.Edge;
import dev.watchkeeper.review.console.chart.ServiceGraph.Health;
import dev.watchkeeper.review.console.chart.ServiceGraph.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MapLayoutTest {

    @Test
    void callee_standsAfterItsCaller() {
        MapLayout layout = MapLayout.of(graph("a>b", "b>c", "a>c"), Direction.ACROSS);
        assertThat(box(layout, "a").x()).isLessThan(box(layout, "b").x());
        assertThat(box(layout, "b").x()).isLessThan(box(layout, "c").x());
        assertThat(box(MapLayout.of(graph("a>b"), Direction.DOWN), "a").y())
                .isLessThan(box(MapLayout.of(graph("a>b"), Direction.DOWN), "b").y());
    }

    @Test
    void cycle_isDrawnWithAllItsEdges() {
        MapLayout layout = MapLayout.of(graph("a>b", "b>c", "c>a", "c>c"), Direction.ACROSS);
        assertThat(layout.boxes()).hasSize(3);
        // A call to itself has no room on a map of others.
        assertThat(layout.lines())
                .extracting(line -> line.edge().from() + line.edge().to())
                .containsExactlyInAnyOrder("ab", "bc", "ca");
    }

    @Test
    void callsBothWays_areTwoLines() {
        assertThat(MapLayout.of(graph("a>b", "b>a"), Direction.ACROSS).lines())
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void threeBesideEachOther_fitATelephone() {
        assertThat(MapLayout.of(graph("a>b", "a>c", "a>d"), Direction.DOWN).width())
                .isLessThanOrEqualTo(364);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void boxes_neverOverlap_andStayInside(long seed) {
        Random random = new Random(seed);
        int n = 4 + random.nextInt(20);
        List<String> edges = new ArrayList<>();
        IntStream.range(0, 2 * n).forEach(i -> edges.add("n" + random.nextInt(n) + ">n" + random.nextInt(n)));
        for (Direction direction : Direction.values()) {
            MapLayout layout = MapLayout.of(graph(edges.toArray(String[]::new)), direction);
            for (Box one : layout.boxes()) {
                assertThat(one.x()).isBetween(0, layout.width() - direction.boxWidth());
                assertThat(one.y()).isBetween(0, layout.height() - direction.boxHeight());
                for (Box other : layout.boxes()) {
                    assertThat(one == other
                                    || Math.abs(one.x() - other.x()) >= direction.boxWidth()
                                    || Math.abs(one.y() - other.y()) >= direction.boxHeight())
                            .as("%s and %s", one, other)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void sameGraph_givesTheSameDrawing_whateverTheOrder() {
        MapLayout one = MapLayout.of(graph("a>b", "a>c", "b>d", "c>d"), Direction.ACROSS);
        MapLayout other = MapLayout.of(graph("c>d", "b>d", "a>c", "a>b"), Direction.ACROSS);
        assertThat(box(one, "b").y()).isEqualTo(box(other, "b").y());
        assertThat(box(one, "c").y()).isEqualTo(box(other, "c").y());
    }

    private static Box box(MapLayout layout, String id) {
        return layout.boxes().stream()
                .filter(box -> box.node().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static ServiceGraph graph(String... edges) {
        List<String> ids = new ArrayList<>();
        List<Edge> made = new ArrayList<>();
        for (String edge : edges) {
            String[] ends = edge.split(">");
            for (String end : ends) {
                if (!ids.contains(end)) {
                    ids.add(end);
                }
            }
            made.add(new Edge(ends[0], ends[1], "1/s", "", "", false));
        }
        return new ServiceGraph(ids.stream().map(id -> node(id, Health.WELL, 1)).toList(), made);
    }

    static Node node(String id, Health health, double traffic) {
        return new Node(id, id, "1/s", "", "", "service", health, traffic);
    }
}
