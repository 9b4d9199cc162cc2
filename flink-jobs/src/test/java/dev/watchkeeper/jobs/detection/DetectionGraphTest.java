package dev.watchkeeper.jobs.detection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.watchkeeper.jobs.connect.AvroTypes;
import dev.watchkeeper.jobs.connect.JobConfig;
import dev.watchkeeper.jobs.connect.JobEnvironment;
import dev.watchkeeper.jobs.detection.bench.BrokenShop;
import dev.watchkeeper.jobs.detection.config.DetectionConfig;
import dev.watchkeeper.schemas.record.EntityType;
import dev.watchkeeper.schemas.record.FeatureVector;
import dev.watchkeeper.schemas.record.Incident;
import dev.watchkeeper.schemas.record.Score;
import dev.watchkeeper.schemas.record.SeriesPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph on a small cluster: without Kryo, and with the same records as the pure parts one after the other. */
class DetectionGraphTest {

    @TempDir
    private Path folder;

    /** What a run of the graph gives. */
    private record Given(List<String> incidents, List<String> scores, long synthetic) {}

    @Test
    void graph_atParallelismOneAndTwo_givesWhatThePurePartsGive() throws Exception {
        BrokenShop shop = BrokenShop.paymentFails(true);
        Given one = run(shop, 1);
        Given two = run(shop, 2);

        assertThat(shop.incidents()).isNotEmpty();
        assertThat(one.incidents())
                .containsExactlyElementsOf(
                        shop.incidents().stream().map(Incident::toString).toList());
        assertThat(two.incidents()).isEqualTo(one.incidents());
        assertThat(two.scores()).isEqualTo(one.scores());
        assertThat(one.synthetic()).isEqualTo(shop.windows());
    }

    private Given run(BrokenShop shop, int parallelism) throws Exception {
        Configuration config = new Configuration();
        config.set(JobConfig.PARALLELISM, parallelism);
        config.set(JobConfig.CHECKPOINT_DIR, folder.resolve("chk" + parallelism).toString());
        config.set(DetectionConfig.SEASON, BrokenShop.DAY);
        StreamExecutionEnvironment env = JobEnvironment.open(config, DetectionJob.NAME);
        DataStream<SeriesPoint> series = env.fromData(shop.points(), AvroTypes.of(SeriesPoint.class))
                .setParallelism(1) // one source keeps the order
                .uid("series")
                .assignTimestampsAndWatermarks(WatermarkStrategy.<SeriesPoint>forGenerator(context -> new EachPoint())
                        .withTimestampAssigner((point, before) -> point.getTimeMillis()))
                .setParallelism(1)
                .uid("times");
        DataStream<FeatureVector> vectors =
                env.fromData(shop.vectors(), AvroTypes.of(FeatureVector.class)).uid("features");
        DetectionJob.Results results = DetectionJob.graph(series, vectors, config, new StandIns());
        List<String> incidents = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        long synthetic = 0;
        try (CloseableIterator<Incident> told = results.incidents().collectAsync();
                CloseableIterator<Score> scored = results.scores().collectAsync()) {
            env.execute();
            told.forEachRemaining(incident -> incidents.add(incident.toString()));
            while (scored.hasNext()) {
                Score score = scored.next();
                scores.add(score.toString());
                synthetic += score.getEntity().getType() == EntityType.SYNTHETIC ? 1 : 0;
            }
        }
        scores.sort(null);
        return new Given(incidents, scores, synthetic);
    }

    /** Time goes on with every point: bounded input would otherwise be over before the first periodic watermark. */
    private static final class EachPoint implements WatermarkGenerator<SeriesPoint> {

        @Override
        public void onEvent(SeriesPoint point, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp - 1));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
