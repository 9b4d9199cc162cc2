package dev.watchkeeper.spine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.watchkeeper.local.demo.ConsoleProgress;
import dev.watchkeeper.local.demo.DemoOptions;
import dev.watchkeeper.local.demo.LocalStack;
import dev.watchkeeper.local.demo.Recording;
import dev.watchkeeper.local.demo.StackState;
import dev.watchkeeper.local.preflight.Preflight;
import dev.watchkeeper.local.review.ReviewApi;
import dev.watchkeeper.local.rooms.Home;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorded shop days have a deployment, a restart and peaks, and no fault: the whole platform stays calm. */
class QuietDaysIT {

    @Test
    void threeShopDays_withoutAFault_areAtMostOneIncident(@TempDir Path folder) throws Exception {
        Home home = new Home(Path.of("../..").toAbsolutePath().normalize(), folder);
        DemoOptions options = new DemoOptions(
                Optional.empty(), true, Recording.files(home.project()), false, Map.of(), Map.of(), Map.of());
        ConsoleProgress progress = new ConsoleProgress(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        try (LocalStack stack = LocalStack.prepared(home, Preflight.look(options.wantedPorts()), options, progress)) {
            StackState state = stack.start();
            List<String> sentences = new ArrayList<>();
            for (JsonNode incident : ReviewApi.of(home, state).incidents()) {
                sentences.add(incident.path("sentence").asText());
            }
            System.out.println("incidents in three fault-free days: " + sentences);
            assertThat(sentences).hasSizeLessThanOrEqualTo(1);
        }
    }
}
