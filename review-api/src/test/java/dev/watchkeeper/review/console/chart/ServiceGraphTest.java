package dev.watchkeeper.review.console.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.review.console.chart.ServiceGraph.Edge;
import dev.watchkeeper.review.console.chart.ServiceGraph.Health;
import dev.watchkeeper.review.console.chart.ServiceGraph.Node;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServiceGraphTest {

    @Test
    void smallGraph_isShownWhole() {
        ServiceGraph graph = chain(5, 2);
        assertThat(graph.atMost(5)).isSameAs(graph);
    }

    @Test
    void largeGraph_showsTheUnhealthyAndTheirNeighbours() {
        assertThat(chain(30, 10).atMost(5).nodes()).extracting(Node::id).containsExactlyInAnyOrder("n9", "n10", "n11");
    }

    @Test
    void largeHealthyGraph_showsWhereMostTrafficIs() {
        assertThat(chain(30, -1).atMost(3).nodes()).extracting(Node::id).containsExactlyInAnyOrder("n29", "n28", "n27");
    }

    @Test
    void manyUnhealthy_stayWithinTheBound_andTheCauseIsAmongThem() {
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            nodes.add(MapLayoutTest.node("n" + i, i == 0 ? Health.CAUSE : Health.ODD, i));
        }
        ServiceGraph shown = new ServiceGraph(nodes, List.of()).atMost(10);
        assertThat(shown.nodes()).hasSize(10).extracting(Node::id).contains("n0");
    }

    private static ServiceGraph chain(int length, int odd) {
        List<Node> nodes = new ArrayList<>();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            nodes.add(MapLayoutTest.node("n" + i, i == odd ? Health.ODD : Health.WELL, i));
            if (i > 0) {
                edges.add(new Edge("n" + (i - 1), "n" + i, "", "", "", false));
            }
        }
        return new ServiceGraph(nodes, edges);
    }
}
